using Ioc.Mqtt.Client;

namespace Ioc.Host.Proving.Access;

/// <summary>What a commune has to be trespassed on besides its loudspeaker: a spare device and account that may be lost, claims, a link, a knocking stranger.</summary>
internal static class AccessThings
{
    /// <summary>By the marks in <see cref="Trespass"/>.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> MakeAsync(AccessProof proof, string commune)
    {
        var letter = AccessProof.Letter(commune);
        var server = proof.Server;
        await server.SendAsync(HttpMethod.Put, "/api/v1/devices", new { devices = new[] { AccessProof.Loudspeaker($"sp-{letter}", commune) } });
        await server.SendAsync(HttpMethod.Put, $"/api/v1/devices/sp-{letter}/certificates", new { identity = $"cn:SN-{letter}" });

        var spare = $"spare.{letter}";
        var there = new[] { new { role = "viewer", unitCode = commune } };
        await server.SendAsync(HttpMethod.Put, $"/api/v1/users/{spare}", new { password = AccessProof.Password, grants = there });
        var token = await server.SendAsync(HttpMethod.Post, $"/api/v1/users/{spare}/tokens", new { label = "proof" });
        await proof.SignInAsync(spare, AccessProof.Password);
        var account = await server.GetAsync($"/api/v1/users/{spare}");
        var invited = await server.SendAsync(HttpMethod.Post, "/api/v1/invitations", new { userName = $"open.{letter}", grants = there });

        object[] rows = [new { kind = "loudspeaker", deviceId = $"cl-{letter}", unitCode = commune }, new { kind = "loudspeaker", deviceId = $"cm-{letter}", unitCode = commune }];
        var claims = (await server.SendAsync(HttpMethod.Post, "/api/v1/claims", new { claims = rows }))["items"]!;

        await using var stranger = new MqttClient(proof.Time);
        await stranger.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = server.MqttPort, ClientId = $"kn-{letter}", UserName = "admin", Password = "admin" });
        return new Dictionary<string, string>
        {
            ["{x}"] = letter,
            ["{unit}"] = commune,
            ["{alert}"] = proof.Alerts[commune],
            ["{token}"] = (string)token["entry"]!["id"]!,
            ["{session}"] = (string)account["sessions"]![0]!["id"]!,
            ["{invitation}"] = (string)invited["entry"]!["id"]!,
            ["{code}"] = (string)claims[0]!["code"]!,
            ["{claim}"] = (string)claims[1]!["claim"]!["id"]!,
        };
    }
}
