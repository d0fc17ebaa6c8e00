namespace Ioc.Silo.Provisioning;

/// <summary>What a stranger said who was turned away. The password is not in it, only its hash, and only in memory.</summary>
/// <param name="ClientId">As it was sent; made printable and cut when kept.</param>
/// <param name="UserName">As it was sent.</param>
/// <param name="Address">IP address without the port; null behind an outside broker.</param>
/// <param name="PasswordSha256">Null: no password, or one too short to become a credential.</param>
/// <param name="Topic">Topic of its last will or of its message.</param>
/// <param name="Sample">The message's beginning; empty at CONNECT.</param>
public readonly record struct Knock(
    string ClientId, string? UserName, string? Address, byte[]? PasswordSha256, string? Topic, ReadOnlyMemory<byte> Sample);
