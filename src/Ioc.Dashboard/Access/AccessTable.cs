using System.Collections.Frozen;
using Ioc.Silo.Accounts;
using static Ioc.Silo.Accounts.Permission;

namespace Ioc.Dashboard.Access;

/// <summary>
/// Who may do what, as data, in this one file. Every door asks here: HTTP endpoints by their name, methods of the hub as <c>live.METHOD</c>, the
/// command line because it calls HTTP. An operation that is not in the list does not start (<see cref="AccessConventions"/>), and a method of the
/// hub that is not in it is refused. People and systems have no door on MQTT: there only devices sign in, each for its own topics.
/// </summary>
internal static class AccessTable
{
    /// <summary>What a role may, where it is held.</summary>
    public static FrozenDictionary<AccountRole, FrozenSet<Permission>> Roles { get; } = new Dictionary<AccountRole, FrozenSet<Permission>>
    {
        [AccountRole.Viewer] = Set(See, ExportData),
        [AccountRole.FieldTeam] = Set(See, AcknowledgeAlerts, ClaimDevices),
        [AccountRole.Editor] = Set(See, ExportData, DraftBroadcasts),
        [AccountRole.Operator] = Set(See, ExportData, AcknowledgeAlerts, DraftBroadcasts, SendBroadcasts, StopBroadcasts),
        [AccountRole.Approver] = Set(See, ExportData, DraftBroadcasts, SendBroadcasts, ApproveBroadcasts, StopBroadcasts),
        [AccountRole.Engineer] = Set(See, ExportData, EditDevices, EditUnits, ManageCredentials, ClaimDevices, SeeSystem),
        [AccountRole.Administrator] = Set(Enum.GetValues<Permission>()),
    }.ToFrozenDictionary();

    /// <summary>Whoever may do one of these needs a second factor: what was hijacked elsewhere went through a password alone.</summary>
    public static FrozenSet<Permission> Grave { get; } = Set(SendBroadcasts, ApproveBroadcasts, StopBroadcasts, ManageCredentials, ManagePeople);

    public static FrozenDictionary<string, AccessRule> Operations { get; } = new Dictionary<string, AccessRule>
    {
        // Machines and whoever is not signed in yet.
        ["alive"] = Open(),
        ["ready"] = Open(),
        ["media"] = Open(),
        ["metrics"] = new(AccessWhere.Everywhere, See, OpenToThisMachine: true),
        ["signIn"] = Open(),
        ["showFactor"] = Open(),
        ["listWaysIn"] = Open(),
        ["goToProvider"] = Open(),
        ["askForPasskey"] = Open(),
        ["showPasskey"] = Open(),
        ["lookAtInvitation"] = Open(),
        ["acceptInvitation"] = Open(),
        ["openApi"] = SignedIn(),

        // The own account.
        ["showSession"] = SignedIn(),
        ["signOut"] = SignedIn(),
        ["showAccount"] = SignedIn(),
        ["changePassword"] = SignedIn(),
        ["prove"] = SignedIn(),
        ["beginTotp"] = SignedIn(),
        ["enrolTotp"] = SignedIn(),
        ["renewRecoveryCodes"] = SignedIn(),
        ["closeOwnSession"] = SignedIn(),
        ["listPasskeys"] = SignedIn(),
        ["beginPasskey"] = SignedIn(),
        ["addPasskey"] = SignedIn(),
        ["removePasskey"] = SignedIn(),

        // Reading.
        ["listDevices"] = Within(See),
        ["findDevice"] = Within(See),
        ["listLabels"] = Within(See),
        ["listHealthChanges"] = Within(See),
        ["listDeviceDeliveries"] = Within(See),
        ["sumAvailability"] = Within(See),
        ["listRules"] = SignedIn(),
        ["querySeries"] = Within(See),
        ["exportSeries"] = Within(ExportData),
        ["noteDeviceExport"] = Within(ExportData),
        ["listAlerts"] = Within(See),
        ["findAlert"] = Within(See),
        ["listRejections"] = Within(See),
        ["listUnits"] = Within(See),
        ["showBoundaries"] = Within(See),
        ["listBroadcasts"] = Within(See),
        ["findBroadcast"] = Within(See),
        ["listDeliveries"] = Within(See),
        ["showSystem"] = Within(See),
        ["showCounts"] = Within(See),
        ["showMap"] = SignedIn(),
        ["readBaseMap"] = SignedIn(),
        ["showTelemetry"] = Within(SeeSystem),
        ["live"] = Within(See),
        ["live.Subscribe"] = Within(See),
        ["live.Unsubscribe"] = SignedIn(),

        // Writing.
        ["acknowledgeAlert"] = Within(AcknowledgeAlerts),
        ["previewBroadcast"] = Within(DraftBroadcasts),
        ["orderBroadcast"] = Within(SendBroadcasts),
        ["cancelBroadcast"] = Within(StopBroadcasts),
        ["importDevices"] = Within(EditDevices),
        ["removeDevice"] = Within(EditDevices),
        ["importUnits"] = Everywhere(EditUnits),
        ["importBoundaries"] = Everywhere(EditUnits),
        ["rotateCredential"] = Within(ManageCredentials),
        ["rotateCredentials"] = Within(ManageCredentials),
        ["revokeCredential"] = Within(ManageCredentials),
        ["listDeviceAccess"] = Within(ManageCredentials),
        ["mapCertificate"] = Within(ManageCredentials),
        ["unmapCertificate"] = Within(ManageCredentials),

        // Strangers stand nowhere: only who answers for everything sees who knocks.
        ["listStrangers"] = Everywhere(ManageCredentials),
        ["listBlocked"] = Everywhere(ManageCredentials),
        ["adoptStranger"] = Everywhere(ManageCredentials),
        ["blockStranger"] = Everywhere(ManageCredentials),
        ["unblockStranger"] = Everywhere(ManageCredentials),
        ["listClaims"] = Within(ManageCredentials),
        ["createClaims"] = Within(ManageCredentials),
        ["revokeClaim"] = Within(ManageCredentials),
        ["findClaim"] = Within(ClaimDevices),
        ["useClaim"] = Within(ClaimDevices),

        // Its rows hold what happened everywhere.
        ["listAudit"] = Everywhere(ReadAudit),
        ["exportAudit"] = Everywhere(ReadAudit),
        ["verifyAudit"] = Everywhere(ReadAudit),

        // People and systems.
        ["listUsers"] = Within(ManagePeople),
        ["findUser"] = Within(ManagePeople),
        ["addUser"] = Within(ManagePeople) with { NeedsProof = true },
        ["setPassword"] = Within(ManagePeople) with { NeedsProof = true },
        ["setGrants"] = Within(ManagePeople) with { NeedsProof = true },
        ["setDisabled"] = Within(ManagePeople) with { NeedsProof = true },
        ["removeUser"] = Within(ManagePeople) with { NeedsProof = true },
        ["resetFactors"] = Within(ManagePeople) with { NeedsProof = true },
        ["forgetUser"] = Everywhere(ManagePeople) with { NeedsProof = true },
        ["listInvitations"] = Within(ManagePeople),
        ["invite"] = Within(ManagePeople) with { NeedsProof = true },
        ["inviteAgain"] = Within(ManagePeople) with { NeedsProof = true },
        ["withdrawInvitation"] = Within(ManagePeople) with { NeedsProof = true },
        ["closeSession"] = Within(ManagePeople),
        ["createToken"] = Within(ManagePeople) with { NeedsProof = true },
        ["revokeToken"] = Within(ManagePeople),
        ["listRoles"] = SignedIn(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool NeedsSecondFactor(Account account) =>
        account.HasPassword && account.Grants.Any(grant => Roles[grant.Role].Overlaps(Grave));

    private static AccessRule Open() => new(AccessWhere.Open);

    private static AccessRule SignedIn() => new(AccessWhere.SignedIn);

    private static AccessRule Within(Permission permission) => new(AccessWhere.Within, permission);

    private static AccessRule Everywhere(Permission permission) => new(AccessWhere.Everywhere, permission);

    private static FrozenSet<Permission> Set(params Permission[] permissions) => permissions.ToFrozenSet();
}
