namespace Ioc.Host.Proving.Access;

/// <summary>A call on what belongs to a commune, and which roles may make it there.</summary>
/// <param name="Operation">Its name in the API's own description, by which the proof sees that no operation is left out.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">With {x} for the commune's letter, {unit} for its code, and the marks of <see cref="AccessThings"/>.</param>
/// <param name="Body">JSON with the same marks, or null.</param>
/// <param name="Roles">Who may in their own commune; others may nowhere.</param>
internal sealed record Trespass(string Operation, string Method, string Path, string? Body, string Roles)
{
    private const string Everybody = "viewer fieldTeam editor operator approver engineer administrator";
    private const string Exports = "viewer editor operator approver engineer administrator";
    private const string Sends = "operator approver administrator";
    private const string Keeps = "engineer administrator";
    private const string Claims = "fieldTeam engineer administrator";
    private const string Chief = "administrator";
    private const string Nobody = "";
    private const string Loudspeaker = """{"id":"{id}","kind":"loudspeaker","name":"{x}","unitCode":"{unit}","latitude":19.8,"longitude":105.6,"periodSeconds":3600,"loudspeaker":{"horns":2,"powerWatts":60,"audibleRadiusMetres":400,"groups":[]}}""";

    /// <summary>Who may with a role over the whole province.</summary>
    public string Whole { get; init; } = Roles;

    /// <summary>It can be done once, so of all who may only the last tries.</summary>
    public bool Once { get; init; }

    /// <summary>A refusal of its own beside 401, 403 and 404, by which "not yours" is told: the thing is not known. That the call is otherwise sound, the others show who may.</summary>
    public int? Unknown { get; init; }

    /// <summary>It speaks of a single device, so that a role at a group may not where the device is not of the group.</summary>
    public bool IsOfDevice => !Path.Contains("{unit}", StringComparison.Ordinal) && !Path.Contains("bc-", StringComparison.Ordinal) && Body?.Contains("{unit}", StringComparison.Ordinal) != true;

    public static IReadOnlyList<Trespass> All { get; } =
    [
        new("findDevice", "GET", "/api/v1/devices/ls-{x}", null, Everybody),
        new("listHealthChanges", "GET", "/api/v1/devices/ls-{x}/history", null, Everybody),
        new("listDeviceDeliveries", "GET", "/api/v1/devices/ls-{x}/deliveries", null, Everybody),
        new("sumAvailability", "GET", "/api/v1/units/{unit}/availability", null, Everybody),
        new("querySeries", "GET", "/api/v1/series?device=ls-{x}&metric=volume_percent", null, Everybody) { Unknown = 400 },
        new("querySeries", "GET", "/api/v1/series?unit={unit}&metric=volume_percent", null, Everybody) { Unknown = 400 },
        new("exportSeries", "GET", "/api/v1/series/export?device=ls-{x}&metric=volume_percent&raw=true", null, Exports) { Unknown = 400 },
        new("exportSeries", "GET", "/api/v1/series/export?unit={unit}&metric=volume_percent&format=line", null, Exports) { Unknown = 400 },
        new("findAlert", "GET", "/api/v1/alerts/{alert}", null, Everybody),
        new("findBroadcast", "GET", "/api/v1/broadcasts/bc-{x}", null, Everybody),
        new("listDeliveries", "GET", "/api/v1/broadcasts/bc-{x}/deliveries", null, Everybody),
        new("acknowledgeAlert", "POST", "/api/v1/alerts/{alert}/acknowledge", null, "fieldTeam operator administrator"),
        new("previewBroadcast", "POST", "/api/v1/broadcasts/preview", """{"units":["{unit}"]}""", "editor operator approver administrator") { Unknown = 422 },
        new("previewBroadcast", "POST", "/api/v1/broadcasts/preview", """{"devices":["ls-{x}"]}""", "editor operator approver administrator") { Unknown = 422 },
        new("orderBroadcast", "POST", "/api/v1/broadcasts", """{"level":"routine","title":"t","text":"t","units":["{unit}"]}""", Sends) { Unknown = 422 },
        new("orderBroadcast", "POST", "/api/v1/broadcasts", """{"level":"emergency","title":"t","text":"t","devices":["ls-{x}"]}""", Sends) { Unknown = 422 },
        new("cancelBroadcast", "POST", "/api/v1/broadcasts/bc-{x}/cancel", null, Sends),
        new("importDevices", "PUT", "/api/v1/devices", $$"""{"devices":[{{Device("ls-{x}")}}]}""", Keeps) { Unknown = 422 },
        new("rotateCredential", "POST", "/api/v1/devices/sp-{x}/credential", null, Keeps),
        new("rotateCredentials", "POST", "/api/v1/devices/credentials", """{"deviceIds":["sp-{x}"]}""", Keeps) { Unknown = 422 },
        new("mapCertificate", "PUT", "/api/v1/devices/sp-{x}/certificates", """{"identity":"cn:NEW-{x}"}""", Keeps) { Once = true },
        new("unmapCertificate", "DELETE", "/api/v1/devices/sp-{x}/certificates?identity=cn:SN-{x}", null, Keeps) { Once = true },
        new("revokeCredential", "DELETE", "/api/v1/devices/sp-{x}/credential", null, Keeps),
        new("removeDevice", "DELETE", "/api/v1/devices/sp-{x}", null, Keeps) { Once = true },
        new("createClaims", "POST", "/api/v1/claims", """{"claims":[{"kind":"loudspeaker","unitCode":"{unit}"}]}""", Keeps),
        new("findClaim", "POST", "/api/v1/claims/find", """{"code":"{code}"}""", Claims),
        new("useClaim", "POST", "/api/v1/claims/use", $$"""{"code":"{code}","device":{{Device("cl-{x}")}}}""", Claims) { Once = true },
        new("revokeClaim", "DELETE", "/api/v1/claims/{claim}", null, Keeps) { Once = true },
        new("findUser", "GET", "/api/v1/users/viewer.{x}", null, Chief),
        new("setPassword", "PUT", "/api/v1/users/viewer.{x}/password", """{"password":"bốn con chim sẻ"}""", Chief),
        new("setGrants", "PUT", "/api/v1/users/viewer.{x}/grants", """{"grants":[{"role":"viewer","unitCode":"{unit}"}]}""", Chief),
        new("setDisabled", "PUT", "/api/v1/users/viewer.{x}/disabled", """{"disabled":false}""", Chief),
        new("resetFactors", "DELETE", "/api/v1/users/viewer.{x}/factors", null, Chief),
        new("createToken", "POST", "/api/v1/users/viewer.{x}/tokens", """{"label":"t"}""", Chief),
        new("revokeToken", "DELETE", "/api/v1/users/spare.{x}/tokens/{token}", null, Chief) { Once = true },
        new("closeSession", "DELETE", "/api/v1/users/spare.{x}/sessions/{session}", null, Chief) { Once = true },
        new("inviteAgain", "POST", "/api/v1/users/viewer.{x}/invitation", null, Chief),
        new("invite", "POST", "/api/v1/invitations", """{"userName":"guest.{x}","grants":[{"role":"viewer","unitCode":"{unit}"}]}""", Chief),
        new("withdrawInvitation", "DELETE", "/api/v1/invitations/{invitation}", null, Chief) { Once = true },
        new("addUser", "PUT", "/api/v1/users/fresh.{x}", """{"password":"bốn con chim sẻ","grants":[{"role":"viewer","unitCode":"{unit}"}]}""", Chief) { Once = true },
        new("removeUser", "DELETE", "/api/v1/users/spare.{x}", null, Chief) { Once = true },

        // What concerns the whole centre; and a role in it, from within a commune.
        new("addUser", "PUT", "/api/v1/users/chief.{x}", """{"password":"bốn con chim sẻ","grants":[{"role":"administrator"}]}""", Nobody) { Whole = Chief, Once = true },
        new("forgetUser", "DELETE", "/api/v1/users/nobody.{x}/traces", null, Nobody),
        new("listStrangers", "GET", "/api/v1/strangers", null, Nobody) { Whole = Keeps },
        new("listBlocked", "GET", "/api/v1/strangers/blocked", null, Nobody) { Whole = Keeps },
        new("blockStranger", "POST", "/api/v1/strangers/block", """{"clientId":"pest.{x}"}""", Nobody) { Whole = Keeps },
        new("unblockStranger", "POST", "/api/v1/strangers/unblock", """{"clientId":"pest.{x}"}""", Nobody) { Whole = Keeps },
        new("adoptStranger", "POST", "/api/v1/strangers/adopt", $$"""{"device":{{Device("kn-{x}")}}}""", Nobody) { Whole = Keeps, Once = true },
        new("listAudit", "GET", "/api/v1/audit", null, Nobody) { Whole = Chief },
        new("exportAudit", "GET", "/api/v1/audit/export", null, Nobody) { Whole = Chief },
        new("verifyAudit", "POST", "/api/v1/audit/verify", null, Nobody) { Whole = Chief },
        new("importUnits", "PUT", "/api/v1/units", """{"units":[{"code":"{unit}","name":"x","fullName":"x","level":"commune","parentCode":"99"}]}""", Nobody) { Whole = Keeps },
        new("importBoundaries", "PUT", "/api/v1/units/boundaries", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"{unit}"},"geometry":{"type":"Polygon","coordinates":[[[105,19],[106,19],[106,20],[105,19]]]}}]}""", Nobody) { Whole = Keeps },
    ];

    private static string Device(string id) => Loudspeaker.Replace("{id}", id, StringComparison.Ordinal);
}
