namespace Ioc.Silo.Provisioning;

/// <summary>What opens the door for one device now.</summary>
/// <param name="DeviceId">The device.</param>
/// <param name="Credential"><c>none</c>, <c>set</c>, <c>rotating</c> (the former one still opens), <c>revoked</c>.</param>
/// <param name="ChangedAt">Since when; null: before this was noted.</param>
/// <param name="FormerUntil">Until when the former one opens, where rotating.</param>
/// <param name="Certificates">Identities mapped to it.</param>
public sealed record DeviceAccessState(
    string DeviceId, string Credential, DateTimeOffset? ChangedAt, DateTimeOffset? FormerUntil, IReadOnlyList<string> Certificates);
