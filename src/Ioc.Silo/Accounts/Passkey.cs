namespace Ioc.Silo.Accounts;

/// <summary>A credential of WebAuthn: a phone, a computer or a security key that signs for its owner. No secret: the private key never leaves the device.</summary>
/// <param name="Id">The credential's id, base64url.</param>
/// <param name="UserName">Whose.</param>
/// <param name="Label">What its owner calls it.</param>
/// <param name="PublicKey">COSE key.</param>
/// <param name="SignCount">As last seen: one that goes back is a copy.</param>
/// <param name="Transports">How browsers reach it.</param>
/// <param name="IsBackupEligible">It may be kept in a cloud.</param>
/// <param name="IsBackedUp">It is.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="UsedAt">Its last sign-in.</param>
public sealed record Passkey(
    string Id, string UserName, string Label, byte[] PublicKey, uint SignCount, IReadOnlyList<string> Transports, bool IsBackupEligible, bool IsBackedUp,
    DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);
