namespace Ioc.Dashboard.Wire;

/// <param name="DeviceId">Now registered.</param>
/// <param name="Credential">Shown this once; null: it keeps the password it came with.</param>
internal sealed record AdoptAnswer(string DeviceId, string? Credential);
