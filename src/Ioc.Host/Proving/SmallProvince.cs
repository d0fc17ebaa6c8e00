using System.Text.Json.Nodes;

namespace Ioc.Host.Proving;

/// <summary>A small registered province: one commune, its hamlets and devices, with their credentials.</summary>
internal static class SmallProvince
{
    public const string Commune = "00001";

    public static async Task RegisterUnitsAsync(ChildServer server) =>
        await server.SendAsync(HttpMethod.Put, "/api/v1/units", new
        {
            units = new object[]
            {
                new { code = "99", name = "Sông Mơ", fullName = "Tỉnh Sông Mơ", level = "province" },
                new { code = Commune, name = "Đồi Gió", fullName = "Xã Đồi Gió", level = "commune", parentCode = "99" },
                Hamlet("00001-01", "Thôn Bãi Đá", 19.801, 105.601, 820),
                Hamlet("00001-02", "Bản Khe Trăng", 19.815, 105.610, 340),
            },
        });

    public static object Loudspeaker(string id, int periodSeconds = 60) => Device(id, "loudspeaker", periodSeconds, new
    {
        loudspeaker = new { horns = 2, powerWatts = 60, audibleRadiusMetres = 400, groups = Array.Empty<string>() },
    });

    public static object Site(string id, double latitude, double longitude) => Device(id, "site", 60, new
    {
        latitude,
        longitude,
        site = new
        {
            @operator = "Sóng Xanh",
            cells = new[] { new { id = "1", technology = "4g", band = "b3", azimuthDegrees = 0, heightMetres = 42, tiltDegrees = 4, eirpDbm = 60 } },
        },
    });

    /// <summary>Registers devices and answers their credentials by id.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RegisterAsync(ChildServer server, params object[] devices)
    {
        await server.SendAsync(HttpMethod.Put, "/api/v1/devices", new { devices });
        var ids = devices.Select(device => (string)((JsonObject)device)["id"]!).ToArray();
        var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/devices/credentials", new { deviceIds = ids });
        return answer["items"]!.AsArray().ToDictionary(item => (string)item!["deviceId"]!, item => (string)item!["credential"]!);
    }

    private static object Hamlet(string code, string name, double latitude, double longitude, int population) =>
        new { code, name, fullName = name, level = "hamlet", parentCode = Commune, latitude, longitude, population, hasGridPower = true };

    private static JsonObject Device(string id, string kind, int periodSeconds, object more)
    {
        var device = new JsonObject
        {
            ["id"] = id,
            ["kind"] = kind,
            ["name"] = "Thiết bị " + id,
            ["unitCode"] = Commune,
            ["latitude"] = 19.8,
            ["longitude"] = 105.6,
            ["periodSeconds"] = periodSeconds,
        };
        foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject().ToList())
            device[name] = value!.DeepClone();
        return device;
    }
}
