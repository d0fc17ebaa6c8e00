using System.Collections.Frozen;

namespace Ioc.Dashboard.Access;

/// <summary>
/// What each operation costs whoever calls it, as data, in this one file beside <see cref="AccessTable"/> and by the same names. An operation that is in neither
/// does not start; one that is free says why.
/// </summary>
internal static class CostTable
{
    private const string OwnLimit = "strangers have limits of their own, by account, network and address (SignInAttempts, SignInLimiter)";

    public static FrozenDictionary<string, CallCost> Operations { get; } = new Dictionary<string, CallCost>
    {
        ["alive"] = Free("a word that is always the same, for probes"),
        ["ready"] = Free("some flags in memory, for probes"),
        ["media"] = Free("thousands of devices behind one address fetch a broadcast at once, from a file by its hash"),
        ["metrics"] = Cost(CallCost.Query),
        ["signIn"] = Free(OwnLimit),
        ["showFactor"] = Free(OwnLimit),
        ["listWaysIn"] = Free("a word that is always the same"),
        ["goToProvider"] = Free(OwnLimit),
        ["askForPasskey"] = Free(OwnLimit),
        ["showPasskey"] = Free(OwnLimit),
        ["lookAtInvitation"] = Free(OwnLimit),
        ["acceptInvitation"] = Free(OwnLimit),
        ["openApi"] = Cost(CallCost.Scan),

        ["showSession"] = Cost(CallCost.Lookup),
        ["signOut"] = Free("nobody is kept from leaving; it needs a session and ends it"),
        ["showAccount"] = Cost(CallCost.Lookup),
        ["changePassword"] = Cost(CallCost.Bulk),
        ["prove"] = Cost(CallCost.Written),
        ["beginTotp"] = Cost(CallCost.Written),
        ["enrolTotp"] = Cost(CallCost.Bulk),
        ["renewRecoveryCodes"] = Cost(CallCost.Bulk),
        ["closeOwnSession"] = Cost(CallCost.Bulk),
        ["listPasskeys"] = Cost(CallCost.Lookup),
        ["beginPasskey"] = Cost(CallCost.Written),
        ["addPasskey"] = Cost(CallCost.Bulk),
        ["removePasskey"] = Cost(CallCost.Bulk),

        ["listDevices"] = Cost(CallCost.Lookup),
        ["findDevice"] = Cost(CallCost.Lookup),
        ["listLabels"] = Cost(CallCost.Lookup),
        ["listHealthChanges"] = Cost(CallCost.Query),
        ["listDeviceDeliveries"] = Cost(CallCost.Query),
        ["sumAvailability"] = Cost(CallCost.Scan),
        ["listRules"] = Cost(CallCost.Lookup),
        ["querySeries"] = Cost(CallCost.Query),
        ["exportSeries"] = Cost(CallCost.Bulk),
        ["noteDeviceExport"] = Cost(CallCost.Written),
        ["listAlerts"] = Cost(CallCost.Query),
        ["findAlert"] = Cost(CallCost.Query),
        ["listRejections"] = Cost(CallCost.Lookup),
        ["listUnits"] = Cost(CallCost.Lookup),
        ["showBoundaries"] = Cost(CallCost.Scan),
        ["listBroadcasts"] = Cost(CallCost.Query),
        ["findBroadcast"] = Cost(CallCost.Query),
        ["listDeliveries"] = Cost(CallCost.Query),
        ["showSystem"] = Cost(CallCost.Lookup),
        ["showCounts"] = Cost(CallCost.Lookup),
        ["showMap"] = Cost(CallCost.Lookup),
        ["readBaseMap"] = Free("ranges of a file, dozens for each movement of the map"),
        ["showTelemetry"] = Cost(CallCost.Lookup),
        ["live"] = Cost(CallCost.Lookup),
        ["live.Subscribe"] = Cost(CallCost.Query),
        ["live.Unsubscribe"] = Free("gives back what a subscription took"),

        // In an emergency nobody behind the same address is in the way, and a storm of alerts is acknowledged row by row.
        ["acknowledgeAlert"] = Cost(CallCost.Query, sharesAddress: false),
        ["previewBroadcast"] = Cost(CallCost.Query),
        ["orderBroadcast"] = Cost(CallCost.Bulk, sharesAddress: false),
        ["cancelBroadcast"] = Cost(CallCost.Query, sharesAddress: false),
        ["importDevices"] = Cost(CallCost.Bulk),
        ["removeDevice"] = Cost(CallCost.Written),
        ["importUnits"] = Cost(CallCost.Bulk),
        ["importBoundaries"] = Cost(CallCost.Bulk),
        ["rotateCredential"] = Cost(CallCost.Written),
        ["rotateCredentials"] = Cost(CallCost.Bulk),
        ["revokeCredential"] = Cost(CallCost.Written),
        ["listDeviceAccess"] = Cost(CallCost.Query),
        ["mapCertificate"] = Cost(CallCost.Written),
        ["unmapCertificate"] = Cost(CallCost.Written),
        ["listStrangers"] = Cost(CallCost.Lookup),
        ["listBlocked"] = Cost(CallCost.Lookup),
        ["adoptStranger"] = Cost(CallCost.Written),
        ["blockStranger"] = Cost(CallCost.Written),
        ["unblockStranger"] = Cost(CallCost.Written),
        ["listClaims"] = Cost(CallCost.Lookup),
        ["createClaims"] = Cost(CallCost.Bulk),
        ["revokeClaim"] = Cost(CallCost.Written),
        ["findClaim"] = Cost(CallCost.Bulk),
        ["useClaim"] = Cost(CallCost.Bulk),

        ["listAudit"] = Cost(CallCost.Query),
        ["exportAudit"] = Cost(CallCost.Bulk),
        ["verifyAudit"] = Cost(CallCost.Whole),
        ["listUsers"] = Cost(CallCost.Lookup),
        ["findUser"] = Cost(CallCost.Lookup),
        ["addUser"] = Cost(CallCost.Written),
        ["setPassword"] = Cost(CallCost.Written),
        ["setGrants"] = Cost(CallCost.Written),
        ["setDisabled"] = Cost(CallCost.Written),
        ["removeUser"] = Cost(CallCost.Written),
        ["resetFactors"] = Cost(CallCost.Written),
        ["forgetUser"] = Cost(CallCost.Written),
        ["listInvitations"] = Cost(CallCost.Lookup),
        ["invite"] = Cost(CallCost.Written),
        ["inviteAgain"] = Cost(CallCost.Written),
        ["withdrawInvitation"] = Cost(CallCost.Written),
        ["closeSession"] = Cost(CallCost.Written),
        ["createToken"] = Cost(CallCost.Written),
        ["revokeToken"] = Cost(CallCost.Written),
        ["listRoles"] = Cost(CallCost.Lookup),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static CallCost Cost(int units, bool sharesAddress = true) => new(units, sharesAddress);

    private static CallCost Free(string because) => new(0, FreeBecause: because);
}
