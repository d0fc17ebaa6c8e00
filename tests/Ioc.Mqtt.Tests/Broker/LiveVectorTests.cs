using System.Collections.Concurrent;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>Every malformed vector against a live broker, in every arrangement a transport may deliver it in; each ends as the standard says.</summary>
public sealed class LiveVectorTests
{
    private static readonly byte[] Good = [0x30, 0x08, 0, 5, (byte)'a', (byte)'f', (byte)'t', (byte)'e', (byte)'r', 0];

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.13.1-1", "MQTT-4.13.2-1", "MQTT-3.14.4-1", "MQTT-3.14.4-2", "MQTT-3.14.0-1", "MQTT-3.2.2-7", "MQTT-3.1.4-1")]
    [Clause(ProtocolVersion.V311, "MQTT-4.8.0-1", "MQTT-3.1.4-1", "MQTT-3.2.2-5", "MQTT-2.2.2-2")]
    public async Task Over_a_socket_each_ends_with_its_reason_and_the_end()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await CheckAllAsync(async vector => LiveVector.Describe(await OverSocketAsync(broker.Port, vector, vector.Bytes)));
    }

    [Fact]
    public async Task Over_a_socket_nothing_behind_it_is_taken()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await CheckAllAsync(async vector => LiveVector.Describe(await OverSocketAsync(broker.Port, vector, [.. vector.Bytes, .. Good, 0xFF, 0x00, 0xF0])));
        Assert.Equal(0, broker.Sink.Offers);
    }

    [Fact]
    public async Task Cut_anywhere_each_ends_the_same()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await CheckAllAsync(async vector =>
        {
            for (int cut = 0; cut <= vector.Bytes.Length; cut++)
            {
                string heard = await OverPipeAsync(broker, vector, vector.Bytes[..cut], [.. vector.Bytes[cut..], .. Good]);
                if (heard != vector.Expected) return $"cut at {cut}: {heard}";
            }

            return vector.Expected;
        });
        Assert.Equal(0, broker.Sink.Offers);
        Assert.Equal(0, broker.Broker.ConnectionCount);
        Assert.Equal(0, broker.Broker.SessionCount);
    }

    [Fact]
    public async Task Byte_by_byte_each_ends_the_same()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        await CheckAllAsync(vector => OverPipeAsync(broker, vector, [.. vector.Bytes.Append((byte)0).Select(b => new[] { b })]));
    }

    private static async Task CheckAllAsync(Func<LiveVector, Task<string>> heardBy)
    {
        var wrong = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(LiveVector.Load(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (vector, _) =>
        {
            string heard;
            try
            {
                heard = await heardBy(vector);
            }
            catch (Exception broken) when (broken is TimeoutException or InvalidOperationException)
            {
                heard = broken.Message;
            }

            if (heard != vector.Expected) wrong.Enqueue($"{vector.Name}: expected {vector.Expected}; heard {heard}");
        });
        Assert.Empty(wrong);
    }

    private static async Task<string> OverPipeAsync(TestBroker broker, LiveVector vector, params byte[][] pieces)
    {
        var connection = new PipeConnection(broker.Broker);
        await connection.FeedAsync(vector.Opening);
        foreach (byte[] piece in pieces) await connection.FeedAsync(piece);
        return LiveVector.Describe(await connection.EndAsync(vector.Answers));
    }

    private static async Task<List<Packet>> OverSocketAsync(int port, LiveVector vector, byte[] bytes)
    {
        await using RawClient client = await RawClient.OpenAsync(port, vector.Answers);
        await client.SendAsync([.. vector.Opening, .. bytes]);
        List<Packet> heard = [];
        while (await client.TryReadAsync() is { } packet) heard.Add(packet);
        return heard;
    }
}
