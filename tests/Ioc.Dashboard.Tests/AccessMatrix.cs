namespace Ioc.Dashboard.Tests;

/// <summary>
/// What each operation does for whom, said a second time and by hand: the table in the product is held against it, so that a slip there is
/// seen here. The targets are in unit 14758: its alert a-1, its broadcast b-0, its device ls-1, its viewer "target".
/// </summary>
internal static class AccessMatrix
{
    private const string Everybody = "viewer fieldTeam editor operator approver engineer administrator";
    private const string Sends = "operator approver administrator";
    private const string Keeps = "engineer administrator";
    private const string Claims = "fieldTeam engineer administrator";
    private const string Chief = "administrator";

    public static IReadOnlyList<AccessProbe> Probes { get; } =
    [
        // Anybody.
        Any("alive", "GET", "/healthz"),
        Any("ready", "GET", "/readyz"),
        Any("signIn", "POST", "/api/v1/session", """{"userName":"viewer","password":"viewer-password"}"""),
        Any("showFactor", "POST", "/api/v1/session/factor", """{"ticket":"x","code":"1"}"""),
        Any("listWaysIn", "GET", "/api/v1/session/ways"),
        Any("goToProvider", "GET", "/api/v1/session/provider"),
        Any("askForPasskey", "POST", "/api/v1/session/passkey/question", "{}"),
        Any("showPasskey", "POST", "/api/v1/session/passkey", """{"ticket":"x","credential":{}}"""),
        Any("lookAtInvitation", "POST", "/api/v1/session/invitation", """{"invitation":"x"}"""),
        Any("acceptInvitation", "PUT", "/api/v1/session/invitation", """{"invitation":"x","password":"twelve-letters-or-more"}"""),
        Any("media", "GET", "/media/nothing.wav"),

        // Whoever is signed in.
        Own("showSession", "GET", "/api/v1/session"),
        Own("signOut", "DELETE", "/api/v1/session"),
        Own("openApi", "GET", "/openapi/v1.json"),
        Own("listRoles", "GET", "/api/v1/roles"),
        Own("showMap", "GET", "/api/v1/map"),
        Person("readBaseMap", "GET", "/api/v1/map/base.pmtiles", null),
        Own("listRules", "GET", "/api/v1/rules"),
        Own("showAccount", "GET", "/api/v1/account"),
        Person("changePassword", "PUT", "/api/v1/account/password", """{"current":"x","password":"twelve-letters-or-more"}"""),
        Person("prove", "POST", "/api/v1/account/proof", """{"password":"x"}"""),
        Person("beginTotp", "POST", "/api/v1/account/totp", """{"password":"x"}"""),
        Person("enrolTotp", "PUT", "/api/v1/account/totp", """{"ticket":"x","code":"1"}"""),
        Person("renewRecoveryCodes", "POST", "/api/v1/account/recovery-codes", """{"password":"x"}"""),
        Own("listPasskeys", "GET", "/api/v1/account/passkeys"),
        Person("beginPasskey", "POST", "/api/v1/account/passkeys/question", """{"password":"x"}"""),
        Person("addPasskey", "POST", "/api/v1/account/passkeys", """{"ticket":"x","label":"x","credential":{}}"""),
        Person("removePasskey", "DELETE", "/api/v1/account/passkeys/x", """{"password":"x"}"""),
        Person("closeOwnSession", "DELETE", "/api/v1/account/sessions/x", null),
        Own("live.Unsubscribe", "", "null"),

        // Lists: everybody gets one, with what is in their units.
        List("listDevices", Everybody, "/api/v1/devices"),
        List("showCounts", Everybody, "/api/v1/counts"),
        List("listLabels", Everybody, "/api/v1/devices/labels"),
        List("listAlerts", Everybody, "/api/v1/alerts"),
        List("listRejections", Everybody, "/api/v1/rejections"),
        List("listUnits", Everybody, "/api/v1/units"),
        List("showBoundaries", Everybody, "/api/v1/units/boundaries"),
        List("listBroadcasts", Everybody, "/api/v1/broadcasts"),
        List("showSystem", Everybody, "/api/v1/system"),
        List("showTelemetry", Keeps, "/api/v1/telemetry"),
        List("listDeviceAccess", Keeps, "/api/v1/devices/access"),
        List("listClaims", Keeps, "/api/v1/claims"),
        List("listUsers", Chief, "/api/v1/users"),
        List("listInvitations", Chief, "/api/v1/invitations"),
        new("live", "POST", "/hubs/live/negotiate?negotiateVersion=1", null, Everybody, AccessPlace.Filtered),

        // One thing in unit 14758.
        Target("findDevice", Everybody, "GET", "/api/v1/devices/ls-1"),
        Target("listHealthChanges", Everybody, "GET", "/api/v1/devices/ls-1/history"),
        Target("listDeviceDeliveries", Everybody, "GET", "/api/v1/devices/ls-1/deliveries"),
        Target("sumAvailability", Everybody, "GET", "/api/v1/units/14758/availability"),
        Target("querySeries", Everybody, "GET", "/api/v1/series?device=ls-1&metric=temperature_c"),
        Target("querySeries", Everybody, "GET", "/api/v1/series?unit=14758&metric=temperature_c"),
        new("noteDeviceExport", "POST", "/api/v1/devices/exported?count=2", null, "viewer editor operator approver engineer administrator", AccessPlace.Filtered),
        Target("exportSeries", "viewer editor operator approver engineer administrator", "GET", "/api/v1/series/export?device=ls-1&metric=temperature_c"),
        Target("findAlert", Everybody, "GET", "/api/v1/alerts/a-1"),
        Target("findBroadcast", Everybody, "GET", "/api/v1/broadcasts/b-0"),
        Target("listDeliveries", Everybody, "GET", "/api/v1/broadcasts/b-0/deliveries"),
        Target("live.Subscribe", Everybody, "", """{"device":"ls-1"}"""),
        Target("live.Subscribe", Everybody, "", """{"unit":"14758"}"""),
        Target("acknowledgeAlert", "fieldTeam operator administrator", "POST", "/api/v1/alerts/a-1/acknowledge"),
        Target("previewBroadcast", "editor operator approver administrator", "POST", "/api/v1/broadcasts/preview", """{"units":["14758"]}"""),
        Target("previewBroadcast", "editor operator approver administrator", "POST", "/api/v1/broadcasts/preview", """{"devices":["ls-1"]}"""),
        Target("orderBroadcast", Sends, "POST", "/api/v1/broadcasts", """{"level":"routine","title":"t","text":"t","units":["14758"]}"""),
        Target("cancelBroadcast", Sends, "POST", "/api/v1/broadcasts/b-0/cancel"),
        Target("importDevices", Keeps, "PUT", "/api/v1/devices", """{"devices":[{"id":"ls-1","kind":"loudspeaker","name":"x","unitCode":"14758","latitude":19.8,"longitude":105.7,"loudspeaker":{"horns":1,"powerWatts":60,"audibleRadiusMetres":300,"groups":[]}}]}"""),
        Target("removeDevice", Keeps, "DELETE", "/api/v1/devices/ls-1"),
        Target("rotateCredential", Keeps, "POST", "/api/v1/devices/ls-1/credential"),
        Target("rotateCredentials", Keeps, "POST", "/api/v1/devices/credentials", """{"deviceIds":["ls-1"]}"""),
        Target("revokeCredential", Keeps, "DELETE", "/api/v1/devices/ls-1/credential"),
        Target("mapCertificate", Keeps, "PUT", "/api/v1/devices/ls-1/certificates", """{"identity":"cn:SN-1"}"""),
        Target("unmapCertificate", Keeps, "DELETE", "/api/v1/devices/ls-1/certificates?identity=cn:SN-0"),
        Target("createClaims", Keeps, "POST", "/api/v1/claims", """{"claims":[{"kind":"loudspeaker","unitCode":"14758"}]}"""),
        Target("revokeClaim", Keeps, "DELETE", "/api/v1/claims/c-1"),
        Target("findClaim", Claims, "POST", "/api/v1/claims/find", """{"code":"GOOD"}"""),
        Target("useClaim", Claims, "POST", "/api/v1/claims/use", """{"code":"GOOD","device":{"id":"ls-9","kind":"loudspeaker","name":"x","unitCode":"14758","latitude":19.8,"longitude":105.7,"loudspeaker":{"horns":1,"powerWatts":60,"audibleRadiusMetres":300,"groups":[]}}}"""),
        Target("findUser", Chief, "GET", "/api/v1/users/target"),
        Target("addUser", Chief, "PUT", "/api/v1/users/fresh", """{"password":"twelve-letters-or-more","grants":[{"role":"viewer","unitCode":"14758"}]}"""),
        Target("setPassword", Chief, "PUT", "/api/v1/users/target/password", """{"password":"twelve-letters-or-more"}"""),
        Target("setGrants", Chief, "PUT", "/api/v1/users/target/grants", """{"grants":[{"role":"editor","unitCode":"14758"}]}"""),
        Target("setDisabled", Chief, "PUT", "/api/v1/users/target/disabled", """{"disabled":false}"""),
        Target("createToken", Chief, "POST", "/api/v1/users/target/tokens", """{"label":"t"}"""),
        Target("revokeToken", Chief, "DELETE", "/api/v1/users/target/tokens/{token}"),
        Target("closeSession", Chief, "DELETE", "/api/v1/users/target/sessions/{session}"),
        Target("resetFactors", Chief, "DELETE", "/api/v1/users/target/factors"),
        Target("invite", Chief, "POST", "/api/v1/invitations", """{"userName":"guest","grants":[{"role":"viewer","unitCode":"14758"}]}"""),
        Target("inviteAgain", Chief, "POST", "/api/v1/users/target/invitation"),
        Target("withdrawInvitation", Chief, "DELETE", "/api/v1/invitations/{invitation}"),
        Target("removeUser", Chief, "DELETE", "/api/v1/users/target"),

        // The whole centre.
        Whole("forgetUser", Chief, "DELETE", "/api/v1/users/gone/traces"),
        Whole("metrics", Everybody, "GET", "/metrics"),
        Whole("listStrangers", Keeps, "GET", "/api/v1/strangers"),
        Whole("listBlocked", Keeps, "GET", "/api/v1/strangers/blocked"),
        Whole("adoptStranger", Keeps, "POST", "/api/v1/strangers/adopt", """{"device":{"id":"ls-8","kind":"loudspeaker","name":"x","unitCode":"14758","latitude":19.8,"longitude":105.7,"loudspeaker":{"horns":1,"powerWatts":60,"audibleRadiusMetres":300,"groups":[]}}}"""),
        Whole("blockStranger", Keeps, "POST", "/api/v1/strangers/block", """{"clientId":"pest"}"""),
        Whole("unblockStranger", Keeps, "POST", "/api/v1/strangers/unblock", """{"clientId":"ghost"}"""),
        Whole("listAudit", Chief, "GET", "/api/v1/audit"),
        Whole("exportAudit", Chief, "GET", "/api/v1/audit/export"),
        Whole("verifyAudit", Chief, "POST", "/api/v1/audit/verify"),
        Whole("importUnits", Keeps, "PUT", "/api/v1/units", """{"units":[{"code":"14758","name":"Hàm Rồng","fullName":"Phường Hàm Rồng","level":"commune","parentCode":"38"}]}"""),
        Whole("importBoundaries", Keeps, "PUT", "/api/v1/units/boundaries", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"14758"},"geometry":{"type":"Polygon","coordinates":[]}}]}"""),
    ];

    private static AccessProbe Any(string operation, string method, string path, string? body = null) => new(operation, method, path, body, "", AccessPlace.Open);

    private static AccessProbe Own(string operation, string method, string path) => new(operation, method, path, null, Everybody, AccessPlace.Own);

    /// <summary>Asks for the password or something else of a person's own, which no token has: refused, but not for want of a role.</summary>
    private static AccessProbe Person(string operation, string method, string path, string? body) => new(operation, method, path, body, "", AccessPlace.Open) { IsSignedIn = true };

    private static AccessProbe List(string operation, string roles, string path) => new(operation, "GET", path, null, roles, AccessPlace.Filtered);

    private static AccessProbe Target(string operation, string roles, string method, string path, string? body = null) => new(operation, method, path, body, roles, AccessPlace.Target);

    private static AccessProbe Whole(string operation, string roles, string method, string path, string? body = null) => new(operation, method, path, body, roles, AccessPlace.Whole);
}
