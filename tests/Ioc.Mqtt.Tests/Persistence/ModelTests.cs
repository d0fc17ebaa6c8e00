using Ioc.Mqtt.Persistence;

namespace Ioc.Mqtt.Tests.Persistence;

/// <summary>
/// Random publishes, receptions, pauses of the disk and power cuts, between a publisher and a subscriber who both do what the standard asks
/// of a client: in the end every message is there, QoS 2 exactly once.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_acknowledged_is_lost_and_QoS_2_is_never_doubled(int seed)
    {
        var random = new Random(seed);
        // Small bounds, so that compaction is always under way.
        var limits = new StoreLimits { QuietMilliseconds = 1, RetryMilliseconds = 10, CompactionBytesMin = 4_096, CompactionFactor = 2 };
        await using StoreRig rig = await StoreRig.StartAsync(limits, new MqttLimits { InflightMax = 5 }, seed);
        var publisher = new ModelClient("p");
        var subscriber = new ModelClient("s");
        await publisher.ConnectAsync(rig);
        await subscriber.ConnectAsync(rig);
        await subscriber.SubscribeAsync("t");
        int crashes = 0;
        for (int step = 0; step < 60; step++)
        {
            switch (random.Next(8))
            {
                case 0 or 1 or 2:
                    await publisher.PublishAsync("t", qos: 1 + random.Next(2));
                    break;
                case 3:
                    await publisher.PumpAsync();
                    break;
                case 4:
                    await subscriber.PumpAsync();
                    break;
                case 5:
                    if (subscriber.IsConnected) await subscriber.DropAsync();
                    else await subscriber.ConnectAsync(rig);
                    break;
                case 6:
                    await SettleAsync(rig, publisher);
                    break;
                default:
                    // Everything from here to the cut is said to a disk that is not listening.
                    rig.Disk.Hold();
                    for (int i = random.Next(4); i > 0; i--) await publisher.PublishAsync("t", qos: 1 + random.Next(2));
                    await publisher.PumpAsync();
                    await subscriber.PumpAsync();
                    await publisher.DropAsync();
                    await subscriber.DropAsync();
                    await rig.CrashAsync();
                    crashes++;
                    await publisher.ConnectAsync(rig);
                    await subscriber.ConnectAsync(rig);
                    break;
            }
        }

        if (!subscriber.IsConnected) await subscriber.ConnectAsync(rig);
        await SettleAsync(rig, publisher);
        await StoreSettleAsync(rig, publisher, subscriber);
        output.WriteLine($"seed {seed}: {publisher.Published.Count} messages, {crashes} crashes, {subscriber.Deliveries.Count} deliveries");
        foreach ((string text, int qos) in publisher.Published)
        {
            int count = subscriber.Deliveries.Count(d => d == text);
            Assert.True(qos == 2 ? count == 1 : count >= 1, $"seed {seed}: QoS {qos} message {text} came {count} times");
        }

        // First deliveries keep the order of each QoS [MQTT-4.6.0-6].
        for (int qos = 1; qos <= 2; qos++)
        {
            List<string> sent = [.. publisher.Published.Where(p => p.Qos == qos).Select(p => p.Text)];
            Assert.Equal(sent, subscriber.Deliveries.Distinct().Where(sent.Contains));
        }
    }

    private static async Task SettleAsync(StoreRig rig, ModelClient publisher)
    {
        while (publisher.Unfinished > 0)
        {
            await publisher.PumpAsync();
            await rig.CommitAsync();
        }
    }

    private static async Task StoreSettleAsync(StoreRig rig, ModelClient publisher, ModelClient subscriber)
    {
        // Until the subscriber has heard nothing new through several commits, each of which may let one more step leave.
        for (int quiet = 0; quiet < 4;)
        {
            int before = subscriber.PacketsRead;
            await rig.CommitAsync();
            await publisher.PumpAsync();
            await subscriber.PumpAsync();
            quiet = subscriber.PacketsRead == before ? quiet + 1 : 0;
        }
    }
}
