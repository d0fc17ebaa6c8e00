namespace Ioc.Host.Proving.Access;

/// <summary>Operations that the matrix does not try one thing after the other, each with where it is tried instead.</summary>
internal static class AccessLists
{
    private const string Everybody = "viewer fieldTeam editor operator approver engineer administrator";

    /// <summary>Lists and sums: whoever may call them gets one, and it may hold only what is one's own.</summary>
    public static IReadOnlyList<(string Operation, string Path, string Roles)> Filtered { get; } =
    [
        ("listDevices", "/api/v1/devices", Everybody),
        ("listLabels", "/api/v1/devices/labels", Everybody),
        ("listAlerts", "/api/v1/alerts", Everybody),
        ("listBroadcasts", "/api/v1/broadcasts", Everybody),
        ("listUnits", "/api/v1/units", Everybody),
        ("showBoundaries", "/api/v1/units/boundaries", Everybody),
        ("listRejections", "/api/v1/rejections", Everybody),
        ("showSystem", "/api/v1/system", Everybody),
        ("showCounts", "/api/v1/counts", Everybody),
        ("showAccount", "/api/v1/account", Everybody),
        ("showTelemetry", "/api/v1/telemetry", "engineer administrator"),
        ("listDeviceAccess", "/api/v1/devices/access", "engineer administrator"),
        ("listClaims", "/api/v1/claims", "engineer administrator"),
        ("listUsers", "/api/v1/users", "administrator"),
        ("listInvitations", "/api/v1/invitations", "administrator"),
    ];

    /// <summary>The own account's, and what belongs to no place: nobody gets it who is not signed in.</summary>
    public static IReadOnlyList<(string Operation, string Method, string Path)> Own { get; } =
    [
        ("showSession", "GET", "/api/v1/session"),
        ("signOut", "DELETE", "/api/v1/session"),
        ("changePassword", "PUT", "/api/v1/account/password"),
        ("prove", "POST", "/api/v1/account/proof"),
        ("beginTotp", "POST", "/api/v1/account/totp"),
        ("enrolTotp", "PUT", "/api/v1/account/totp"),
        ("renewRecoveryCodes", "POST", "/api/v1/account/recovery-codes"),
        ("closeOwnSession", "DELETE", "/api/v1/account/sessions/x"),
        ("listPasskeys", "GET", "/api/v1/account/passkeys"),
        ("beginPasskey", "POST", "/api/v1/account/passkeys/question"),
        ("addPasskey", "POST", "/api/v1/account/passkeys"),
        ("removePasskey", "DELETE", "/api/v1/account/passkeys/x"),
        ("noteDeviceExport", "POST", "/api/v1/devices/exported?count=1"),
        ("listRoles", "GET", "/api/v1/roles"),
        ("listRules", "GET", "/api/v1/rules"),
        ("showMap", "GET", "/api/v1/map"),
        ("readBaseMap", "GET", "/api/v1/map/base.pmtiles"),
    ];

    /// <summary>Open to anybody, so that nothing is to be refused but what the named checks try.</summary>
    public static IReadOnlyDictionary<string, string> Elsewhere { get; } = new Dictionary<string, string>
    {
        ["alive"] = "a probe that tells nothing",
        ["ready"] = "a probe that tells nothing",
        ["metrics"] = "open to this machine, where the proof runs",
        ["media"] = "injection: names that are paths",
        ["signIn"] = "guessing, timing, injection",
        ["showFactor"] = "factor guessing",
        ["listWaysIn"] = "what the door looks like",
        ["goToProvider"] = "outgoing: where its word leads",
        ["askForPasskey"] = "audit flood",
        ["showPasskey"] = "audit flood",
        ["lookAtInvitation"] = "stale: used, withdrawn and invented links",
        ["acceptInvitation"] = "stale: used, withdrawn and invented links",
    };

    public static IEnumerable<string> Operations => Trespass.All.Select(call => call.Operation)
        .Concat(Filtered.Select(list => list.Operation)).Concat(Own.Select(call => call.Operation)).Concat(Elsewhere.Keys).Distinct(StringComparer.Ordinal);
}
