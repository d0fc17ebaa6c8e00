namespace Ioc.Silo.Provisioning;

/// <summary>One client id that knocks and is no device.</summary>
/// <remarks><c>PasswordKept</c>: it always came with the same password, long enough for a credential: it may keep it when adopted.</remarks>
public sealed record Stranger(
    string ClientId, string? UserName, string? Address, string? Topic, string? Sample, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt,
    bool PasswordKept);
