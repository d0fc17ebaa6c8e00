using System.Text;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.EndToEnd.Tests;

/// <summary>
/// Kills the real broker under QoS 1 and 2 load for a subscriber who is away (Mosquitto's client), and compares what was acknowledged with
/// what he finds. The moments come from a seed; a failure names it.
/// </summary>
public sealed class BrokerCrashTests(ITestOutputHelper output)
{
    private const int Kills = 6;
    private const int Publishers = 4;

    /// <summary>Together fewer than a session's queue holds, so that nothing may be missing for want of room.</summary>
    private const int AcknowledgedPerLife = 120;
    private const int Seed = 20261122;

    [Fact]
    public async Task After_kill_9_a_subscriber_finds_every_acknowledged_message_and_QoS_2_once()
    {
        await using var broker = new BrokerProcess();
        await broker.StartAsync();
        // -E: subscribe and leave.
        await broker.MosquittoAsync("mosquitto_sub", "-c", "-i", "away", "-q", "2", "-t", "load/#", "-E");
        var random = new Random(Seed);
        var acknowledged = new List<string>();
        for (var life = 0; life < Kills; life++)
        {
            var load = new AckedLoad();
            var reached = load.WhenAcknowledgedAsync(random.Next(20, AcknowledgedPerLife));
            var runs = Enumerable.Range(0, Publishers).Select(number => PublishAsync(broker.Port, $"{life}-{number}", 1 + (number % 2), load)).ToList();
            await reached;
            broker.Kill();
            foreach (var run in runs)
                acknowledged.AddRange(await run);
            await broker.StartAsync();
        }

        string[] found = await broker.MosquittoAsync("mosquitto_sub", "-c", "-i", "away", "-q", "2", "-t", "load/#", "-W", "3");
        var missing = acknowledged.Except(found).ToList();
        var doubled = found.GroupBy(text => text).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        output.WriteLine($"kills {Kills}, acknowledged {acknowledged.Count}, found {found.Length}, missing {missing.Count}, doubled {doubled.Count}");
        Assert.True(acknowledged.Count > Kills * 20, "hardly anything was acknowledged");
        Assert.True(missing.Count == 0, $"seed {Seed}, missing: {string.Join(' ', missing)}");
        Assert.True(doubled.Count == 0, $"seed {Seed}, doubled: {string.Join(' ', doubled)}");
    }

    /// <summary>Publishes until the broker dies; what was acknowledged. Nothing is repeated, so nothing may come twice.</summary>
    private static async Task<List<string>> PublishAsync(int port, string name, int qos, AckedLoad load)
    {
        await using var client = new MqttClient();
        var acknowledged = new List<string>();
        await client.ConnectAsync(new MqttClientOptions { Host = "127.0.0.1", Port = port, ClientId = name });
        try
        {
            while (true)
            {
                var text = $"{name}-q{qos}-{acknowledged.Count}";
                var reason = await client.PublishAsync("load/" + name, Encoding.UTF8.GetBytes(text), (QualityOfService)qos);
                Assert.Equal(ReasonCode.Success, reason);
                acknowledged.Add(text);
                load.CountAcknowledged();
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            return acknowledged;
        }
    }
}
