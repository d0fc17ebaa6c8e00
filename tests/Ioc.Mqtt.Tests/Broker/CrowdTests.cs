using System.Diagnostics;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Foreign;
using Ioc.Mqtt.Tests.Codec;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>Many strangers at once: what they may cost, and that nothing of them is left. Alone, because it counts the process' memory and files.</summary>
[Collection(nameof(Alone))]
public sealed class CrowdTests
{
    /// <summary>Of each kind; three kinds make a little over ten thousand. The other ends live in a process of their own, for its file descriptors.</summary>
    private const int OfEachKind = 3_400;
    private const int Crowd = 3 * OfEachKind;

    [Fact]
    public async Task Ten_thousand_that_never_say_CONNECT_are_cut_in_time_and_leave_nothing()
    {
        Assert.SkipUnless(File.Exists(ForeignClient.Paho.Interpreter), "Debian's Python is not installed");
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient honest = await broker.ConnectRawAsync("honest");
        await honest.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        int filesBefore = OpenFiles();
        // The first crowd fills the pools; what the second one adds would be a leak.
        await EndureAsync(broker, honest);
        long bytesBefore = GC.GetTotalMemory(forceFullCollection: true);
        await EndureAsync(broker, honest);
        Assert.Equal(2 * Crowd, broker.Broker.Metrics.Closes(CloseReason.ConnectTimeout));
        await Patience.UntilAsync(() => OpenFiles() <= filesBefore + 50, "the files of the crowd to be closed");
        long bytesKept = GC.GetTotalMemory(forceFullCollection: true) - bytesBefore;
        Assert.True(bytesKept < 500L * Crowd, $"{bytesKept} bytes are left of {Crowd} connections");
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-22")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-24")]
    public async Task A_byte_a_minute_is_no_packet_and_keeps_nobody_alive()
    {
        await using TestBroker broker = TestBroker.WithoutNetwork();
        byte[] publish = PacketNotation.Parse("30 ( 't' 00 200*61 )");
        var slow = new PipeConnection[200];
        for (int i = 0; i < slow.Length; i++)
        {
            slow[i] = new PipeConnection(broker.Broker);
            await slow[i].FeedAsync(PacketNotation.Parse($"10 ( 'MQTT' 05 02 w:60 ( ) 'slow-{i}' )"));
        }

        for (int minute = 0; minute < 2; minute++)
        {
            foreach (PipeConnection one in slow) await one.FeedAsync(publish.AsMemory(minute, 1));
            broker.Clock.Advance(TimeSpan.FromSeconds(60));
        }

        foreach (PipeConnection one in slow)
        {
            Packet last = (await one.EndAsync(ProtocolVersion.V500))[^1];
            Assert.Equal(ReasonCode.KeepAliveTimeout, Assert.IsType<DisconnectPacket>(last).Reason);
        }

        Assert.Equal((0, 0), (broker.Broker.SessionCount, broker.Broker.ConnectionCount));
    }

    [Fact]
    public async Task A_flood_that_hears_nothing_delays_nobody_and_is_not_kept()
    {
        const int Messages = 100_000;
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient deaf = await broker.ConnectRawAsync("deaf");
        await deaf.SubscribeAsync("flood", QualityOfService.AtLeastOnce);
        RawClient flooder = await broker.ConnectRawAsync("flooder");
        TestClient honest = await broker.ConnectAsync("honest");
        await honest.Mqtt.SubscribeAsync("t");
        byte[] burst = [.. Enumerable.Repeat(PacketNotation.Parse("30 ( 'flood' 00 100*61 )"), 100).SelectMany(bytes => bytes)];
        Task flood = FloodAsync(flooder, burst, Messages / 100);
        int answered = 0;
        while (!flood.IsCompleted)
        {
            await honest.PublishAsync("t", $"{answered}");
            Assert.Equal($"t {answered++}", await honest.NextTextAsync());
        }

        await flood;
        await flooder.AssertSilentAsync();
        Assert.True(answered > 0);
        Assert.Equal(Messages, broker.Sink.Offers - answered);
        // Who does not read is cut at its bound; what it missed is not kept for it.
        Assert.Equal(1, broker.Broker.Metrics.Closes(CloseReason.SlowReader));
    }

    private static async Task EndureAsync(TestBroker broker, RawClient honest)
    {
        using Process crowd = Process.Start(new ProcessStartInfo(ForeignClient.Paho.Interpreter, [ForeignClient.ScriptOf("crowd.py"), $"{broker.Port}", $"{OfEachKind}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        await ExpectAsync(crowd, "open");
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount >= 1 + Crowd, "the crowd to be there");
        broker.Clock.Advance(TimeSpan.FromSeconds(5));
        await crowd.StandardInput.WriteLineAsync();
        await crowd.StandardInput.FlushAsync();
        await ExpectAsync(crowd, "sent");
        // In the crowd an honest client is served as if it were alone.
        Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce }));
        PublishPacket message = await honest.ReadAsync<PublishPacket>();
        await honest.SendAsync(new AckPacket(PacketType.PubAck) { PacketId = message.PacketId });
        Assert.Equal(1 + Crowd, broker.Broker.ConnectionCount);
        broker.Clock.Advance(TimeSpan.FromSeconds(6));
        await ExpectAsync(crowd, "closed");
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 1, "the crowd to be gone");
        Assert.Equal((1, 0), (broker.Broker.SessionCount, broker.Broker.RetainedCount));
        // Past the time for which a closing socket is waited for.
        broker.Clock.Advance(TimeSpan.FromSeconds(10));
        await honest.AssertSilentAsync();
        await crowd.WaitForExitAsync().Within("the crowd to leave");
    }

    private static async Task FloodAsync(RawClient flooder, byte[] burst, int bursts)
    {
        for (int i = 0; i < bursts; i++) await flooder.SendAsync(burst);
    }

    private static async Task ExpectAsync(Process process, string line) =>
        Assert.Equal(line, await process.StandardOutput.ReadLineAsync().Within($"the crowd to say '{line}'"));

    private static int OpenFiles() => Directory.GetFiles("/proc/self/fd").Length;
}
