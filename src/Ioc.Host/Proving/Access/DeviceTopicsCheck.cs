using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Proving.Access;

/// <summary>A device on what is another's: topics, wildcards, wills, shared subscriptions, <c>$</c>; and credentials that were good once.</summary>
internal sealed class DeviceTopicsCheck : IAccessCheck
{
    private const string Own = "ls-a";
    private const string Other = "ls-b";

    /// <summary>The door looks once a second; a busy machine may need a few.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private static readonly string[] ForeignTopics =
    [
        $"ioc/v1/loudspeaker/{Other}/telemetry", $"ioc/v1/loudspeaker/{Other}/status", $"ioc/v1/loudspeaker/{Other}/receipt", $"ioc/v1/loudspeaker/{Other}/command",
        $"ioc/v1/loudspeaker/{Own}/command", $"ioc/v1/loudspeaker/{Own}/config", $"ioc/v1/hotspot/{Own}/telemetry", $"ioc/v1/loudspeaker/{Own}x/telemetry",
        $"ioc/v1/loudspeaker/{Own}", $"ioc/v1/loudspeaker/{Own}/telemetry/x", $"/ioc/v1/loudspeaker/{Own}/telemetry", "$SYS/broker/uptime", "$share/g/x", "ioc", "x",
    ];

    private static readonly string[] ForeignFilters =
    [
        "#", "+/#", "ioc/#", "ioc/v1/loudspeaker/+/command", "ioc/v1/+/+/command", $"ioc/v1/loudspeaker/{Other}/command", $"ioc/v1/loudspeaker/{Other}/telemetry",
        $"ioc/v1/loudspeaker/{Own}/telemetry", $"ioc/v1/loudspeaker/{Own}/+", "$SYS/#", "$SYS/broker/clients", $"$share/g/ioc/v1/loudspeaker/{Other}/command", "$share/g/#",
    ];

    public string Name => "topics";

    public string What => "other devices' topics, wildcards, wills, shared subscriptions and $, and replayed, rotated and revoked device credentials";

    public async Task RunAsync(AccessProof proof)
    {
        var credential = proof.Credentials[Own];
        foreach (var topic in ForeignTopics)
            proof.Tally.Refused(await PublishAsync(proof, credential, topic), $"{Own} publishes to {topic}");
        foreach (var filter in ForeignFilters)
            proof.Tally.Refused(await SubscribeAsync(proof, credential, filter), $"{Own} subscribes to {filter}");
        proof.Tally.Allowed(!await PublishAsync(proof, credential, $"ioc/v1/loudspeaker/{Own}/telemetry"), $"{Own}'s own telemetry");
        proof.Tally.Allowed(!await SubscribeAsync(proof, credential, $"ioc/v1/loudspeaker/{Own}/command"), $"{Own}'s own commands");
        await SignInsAsync(proof, credential);
        await RotationAsync(proof, credential);
    }

    private static async Task SignInsAsync(AccessProof proof, string credential)
    {
        var options = Options(proof, Own, credential);
        (MqttClientOptions Options, string What)[] wrong =
        [
            (options with { ClientId = Other, UserName = Other }, "another's name with one's own credential"),
            (options with { ClientId = Other }, "another's client id with one's own name"),
            (options with { UserName = Other }, "another's user name"),
            (options with { UserName = null }, "no user name"),
            (options with { Password = null }, "no credential"),
            (options with { Password = "" }, "an empty credential"),
            (options with { Password = credential + "x" }, "a longer credential"),
            (options with { Password = credential[..^1] }, "a shorter credential"),
            (options with { ClientId = Own.ToUpperInvariant(), UserName = Own.ToUpperInvariant() }, "the name in capitals"),
            (options with { ClientId = "admin", UserName = "admin", Password = "admin" }, "a factory's password"),
            (options with { ClientId = "' OR '1'='1", UserName = "' OR '1'='1" }, "a name that wants to be SQL"),
            (options with { ClientId = "administrator.whole", UserName = "administrator.whole", Password = AccessProof.Password }, "a person's name and password"),
            (options with { Will = new MqttWill { Topic = $"ioc/v1/loudspeaker/{Other}/status", Payload = Encoding.UTF8.GetBytes("""{"state":"offline"}""") } }, "a will in another's name"),
            (options with { Will = new MqttWill { Topic = "$SYS/x", Payload = Encoding.UTF8.GetBytes("x") } }, "a will on $SYS"),
        ];
        foreach (var (with, what) in wrong)
            proof.Tally.Refused(await IsRefusedAsync(proof, with), $"a device with {what}");
        proof.Tally.Allowed(!await IsRefusedAsync(proof, options), "a device with its own credential");
    }

    /// <summary>Rotated with grace: the connection and the former credential stay until the new one comes. Revoked: all of it ends.</summary>
    private static async Task RotationAsync(AccessProof proof, string credential)
    {
        using var engineer = proof.As(AccessProof.User("engineer", AccessProof.Here));
        await using var connected = new MqttClient(proof.Time);
        await connected.ConnectAsync(Options(proof, Own, credential));
        var fresh = await RotateAsync(engineer, new { graceHours = 1 });
        proof.Tally.Allowed(await connected.PublishAsync($"ioc/v1/loudspeaker/{Own}/telemetry", """{"volume_percent":70}"""u8.ToArray(), QualityOfService.AtLeastOnce) == ReasonCode.Success, "a connection while its credential is rotated");
        await using var renewed = new MqttClient(proof.Time);
        proof.Tally.Allowed((await renewed.ConnectAsync(Options(proof, Own, fresh))).Reason == ReasonCode.Success, "the new credential");
        proof.Tally.Refused(await IsRefusedAsync(proof, Options(proof, Own, credential)), "the former credential after the new one was used");

        using (var revoked = await engineer.DeleteAsync($"/api/v1/devices/{Own}/credential"))
            proof.Tally.Allowed(revoked.StatusCode == HttpStatusCode.NoContent, "an engineer who revokes access");
        proof.Tally.Refused(await EndsAsync(proof, renewed), "an open connection after its credential was revoked");
        proof.Tally.Refused(await IsRefusedAsync(proof, Options(proof, Own, fresh)), "a revoked credential");
        proof.Tally.Refused(await IsRefusedAsync(proof, Options(proof, Own, credential)), "a credential from before the revoked one");
        var last = await RotateAsync(engineer, new { });
        proof.Tally.Allowed(!await IsRefusedAsync(proof, Options(proof, Own, last)), "a new credential after the revocation");
    }

    private static async Task<string> RotateAsync(HttpClient engineer, object body)
    {
        using var answer = await engineer.PostAsJsonAsync($"/api/v1/devices/{Own}/credential", body);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["credential"]!;
    }

    private static async Task<bool> PublishAsync(AccessProof proof, string credential, string topic)
    {
        await using var client = new MqttClient(proof.Time);
        await client.ConnectAsync(Options(proof, Own, credential));
        try
        {
            return await client.PublishAsync(topic, """{"volume_percent":70}"""u8.ToArray(), QualityOfService.AtLeastOnce) >= ReasonCode.UnspecifiedError;
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            return true;
        }
    }

    private static async Task<bool> SubscribeAsync(AccessProof proof, string credential, string filter)
    {
        await using var client = new MqttClient(proof.Time);
        await client.ConnectAsync(Options(proof, Own, credential));
        try
        {
            return await client.SubscribeAsync(filter, QualityOfService.AtLeastOnce) > ReasonCode.GrantedQos2;
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            return true;
        }
    }

    private static async Task<bool> IsRefusedAsync(AccessProof proof, MqttClientOptions options)
    {
        await using var client = new MqttClient(proof.Time);
        try
        {
            return (await client.ConnectAsync(options)).Reason != ReasonCode.Success;
        }
        catch (Exception fault) when (IsRefusal(fault))
        {
            return true;
        }
    }

    private static async Task<bool> EndsAsync(AccessProof proof, MqttClient client)
    {
        try
        {
            await client.Closed.WaitAsync(AtOnce, proof.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The broker may also hang up: that, too, lets nobody in.</summary>
    private static bool IsRefusal(Exception fault) => fault is IOException or OperationCanceledException or ArgumentException or InvalidOperationException;

    private static MqttClientOptions Options(AccessProof proof, string id, string credential) => new()
    {
        Host = "127.0.0.1", Port = proof.Server.MqttPort, ClientId = id, UserName = id, Password = credential, Version = ProtocolVersion.V500,
    };
}
