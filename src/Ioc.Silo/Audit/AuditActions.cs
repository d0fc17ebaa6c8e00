namespace Ioc.Silo.Audit;

/// <summary>The words for what is done, <c>noun.verb</c>; they are on disk, so one is never renamed. The web app has their Vietnamese and English.</summary>
public static class AuditActions
{
    public const string SignedIn = "session.opened";
    public const string SignedOut = "session.closed";
    public const string SignInRefused = "session.refused";
    public const string SessionRevoked = "session.revoked";
    public const string AccountAdded = "account.added";
    public const string AccountChanged = "account.changed";
    public const string AccountRemoved = "account.removed";
    public const string AccountInvited = "account.invited";
    public const string AccountErased = "account.erased";
    public const string PasswordChanged = "account.password_changed";
    public const string SecondFactorChanged = "account.second_factor_changed";
    public const string RoleGranted = "role.granted";
    public const string AccessRefused = "access.refused";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";
    public const string UnitsImported = "unit.imported";
    public const string BoundariesImported = "boundary.imported";
    public const string DevicesImported = "device.imported";
    public const string DeviceAdded = "device.added";
    public const string DeviceChanged = "device.changed";
    public const string DeviceRemoved = "device.removed";
    public const string CredentialRotated = "credential.rotated";
    public const string CredentialRevoked = "credential.revoked";
    public const string CertificateMapped = "certificate.mapped";
    public const string CertificateUnmapped = "certificate.unmapped";
    public const string ClaimsCreated = "claim.created";
    public const string ClaimRevoked = "claim.revoked";
    public const string ClaimUsed = "claim.used";
    public const string ClaimRefused = "claim.refused";
    public const string StrangerAdopted = "stranger.adopted";
    public const string StrangerBlocked = "stranger.blocked";
    public const string StrangerUnblocked = "stranger.unblocked";
    public const string AlertAcknowledged = "alert.acknowledged";
    public const string BroadcastOrdered = "broadcast.ordered";
    public const string BroadcastCancelled = "broadcast.cancelled";
    public const string DataExported = "data.exported";
    public const string AuditExported = "audit.exported";
    public const string ServerStarted = "server.started";
    public const string ServerStopped = "server.stopped";
    public const string SettingsChanged = "settings.changed";
    public const string BackupTaken = "backup.taken";
    public const string BackupRestored = "backup.restored";
}
