namespace Ioc.Dashboard.Wire;

/// <summary>The own account, everything kept of it.</summary>
internal sealed record AccountWire(UserDetailWire Account, SessionWire Session, bool Totp, int RecoveryCodesLeft, int Passkeys);
