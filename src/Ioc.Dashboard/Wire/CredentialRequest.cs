namespace Ioc.Dashboard.Wire;

/// <param name="GraceHours">Hours that the former credential opens at most, until the new one is first used; null or 0: not at all.</param>
internal sealed record CredentialRequest(int? GraceHours = null);
