namespace Ioc.Silo.Accounts;

/// <summary>An account with its secrets: never leaves this folder.</summary>
/// <param name="Account">What others may know.</param>
/// <param name="Password">As <see cref="PasswordHash"/> writes it; empty: none.</param>
/// <param name="Totp">The shared secret of the authenticator app, or null.</param>
/// <param name="TotpStep">The last 30-second step whose code was used: it and those before it are not taken again.</param>
internal sealed record StoredAccount(Account Account, string Password, byte[]? Totp, long TotpStep);
