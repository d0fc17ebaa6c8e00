namespace Ioc.Dashboard.Wire;

/// <param name="DeviceIds">At most 5,000, each once.</param>
/// <param name="GraceHours">Hours that the former credentials open at most, until the new one is first used; null or 0: not at all.</param>
internal sealed record CredentialsRequest(IReadOnlyList<string> DeviceIds, int? GraceHours = null);
