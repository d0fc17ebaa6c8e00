namespace Ioc.Host.Proving.Access;

/// <summary>A call on what belongs to a commune, and which roles may make it there.</summary>
/// <param name="Method">Of HTTP.</param>
/// <param name="Path">With {x} for the commune's letter, {unit} for its code and {alert} for its alert.</param>
/// <param name="Body">JSON with the same marks, or null.</param>
/// <param name="Roles">Who may in their own commune; others may nowhere.</param>
/// <param name="Repeats">It may be tried by all who may: it leaves things as they are.</param>
internal sealed record Trespass(string Method, string Path, string? Body, string Roles, bool Repeats = true)
{
    private const string Everybody = "viewer fieldTeam editor operator approver engineer administrator";
    private const string Keeps = "engineer administrator";
    private const string Chief = "administrator";

    public static IReadOnlyList<Trespass> All { get; } =
    [
        new("GET", "/api/v1/devices/ls-{x}", null, Everybody),
        new("GET", "/api/v1/devices/ls-{x}/history", null, Everybody),
        new("GET", "/api/v1/devices/ls-{x}/deliveries", null, Everybody),
        new("GET", "/api/v1/units/{unit}/availability", null, Everybody),
        new("GET", "/api/v1/series?device=ls-{x}&metric=volume_percent", null, Everybody),
        new("GET", "/api/v1/series?unit={unit}&metric=volume_percent", null, Everybody),
        new("GET", "/api/v1/series/export?device=ls-{x}&metric=volume_percent&raw=true", null, "viewer editor operator approver engineer administrator"),
        new("GET", "/api/v1/series/export?unit={unit}&metric=volume_percent&format=line", null, "viewer editor operator approver engineer administrator"),
        new("GET", "/api/v1/alerts/{alert}", null, Everybody),
        new("GET", "/api/v1/broadcasts/bc-{x}", null, Everybody),
        new("GET", "/api/v1/broadcasts/bc-{x}/deliveries", null, Everybody),
        new("POST", "/api/v1/alerts/{alert}/acknowledge", null, "fieldTeam operator administrator"),
        new("POST", "/api/v1/broadcasts/preview", """{"units":["{unit}"]}""", "editor operator approver administrator"),
        new("POST", "/api/v1/broadcasts/preview", """{"devices":["ls-{x}"]}""", "editor operator approver administrator"),
        new("POST", "/api/v1/broadcasts", """{"level":"routine","title":"t","text":"t","units":["{unit}"]}""", "operator approver administrator"),
        new("POST", "/api/v1/broadcasts", """{"level":"emergency","title":"t","text":"t","devices":["ls-{x}"]}""", "operator approver administrator"),
        new("POST", "/api/v1/broadcasts/bc-{x}/cancel", null, "operator approver administrator"),
        new("POST", "/api/v1/devices/ls-{x}/credential", null, Keeps, Repeats: false),
        new("POST", "/api/v1/devices/credentials", """{"deviceIds":["ls-{x}"]}""", Keeps, Repeats: false),
        new("PUT", "/api/v1/devices", """{"devices":[{"id":"ls-{x}","kind":"loudspeaker","name":"{x}","unitCode":"{unit}","latitude":19.8,"longitude":105.6,"periodSeconds":3600,"loudspeaker":{"horns":2,"powerWatts":60,"audibleRadiusMetres":400,"groups":[]}}]}""", Keeps),
        new("DELETE", "/api/v1/devices/ls-{x}", null, Keeps, Repeats: false),
        new("GET", "/api/v1/users/viewer.{x}", null, Chief),
        new("PUT", "/api/v1/users/viewer.{x}/password", """{"password":"bốn con chim sẻ"}""", Chief),
        new("PUT", "/api/v1/users/viewer.{x}/grants", """{"grants":[{"role":"viewer","unitCode":"{unit}"}]}""", Chief),
        new("PUT", "/api/v1/users/viewer.{x}/disabled", """{"disabled":false}""", Chief),
        new("DELETE", "/api/v1/users/viewer.{x}/factors", null, Chief),
        new("POST", "/api/v1/users/viewer.{x}/tokens", """{"label":"t"}""", Chief),
        new("POST", "/api/v1/invitations", """{"userName":"guest.{x}","grants":[{"role":"viewer","unitCode":"{unit}"}]}""", Chief),
        new("POST", "/api/v1/users/viewer.{x}/invitation", null, Chief),
        new("POST", "/api/v1/claims", """{"claims":[{"kind":"loudspeaker","unitCode":"{unit}"}]}""", Keeps),
        new("DELETE", "/api/v1/devices/ls-{x}/credential", null, Keeps, Repeats: false),
        new("DELETE", "/api/v1/users/viewer.{x}/traces", null, ""),
        new("GET", "/api/v1/audit", null, ""),
        new("GET", "/api/v1/strangers", null, ""),
        new("PUT", "/api/v1/users/chief.{x}", """{"password":"bốn con chim sẻ","grants":[{"role":"administrator"}]}""", ""),
        new("PUT", "/api/v1/units", """{"units":[{"code":"{unit}","name":"x","fullName":"x","level":"commune","parentCode":"99"}]}""", ""),
        new("PUT", "/api/v1/units/boundaries", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"{unit}"},"geometry":{"type":"Polygon","coordinates":[[[105,19],[106,19],[106,20],[105,19]]]}}]}""", ""),
    ];

    /// <summary>Lists that may hold only what is one's own.</summary>
    public static IReadOnlyList<string> Lists { get; } =
        ["/api/v1/devices", "/api/v1/alerts", "/api/v1/broadcasts", "/api/v1/units", "/api/v1/units/boundaries", "/api/v1/rejections", "/api/v1/account"];
}
