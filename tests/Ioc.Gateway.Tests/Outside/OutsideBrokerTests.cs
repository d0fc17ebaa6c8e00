using System.Text;
using System.Threading.Channels;
using Ioc.Devices.Rejections;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests.Outside;

/// <summary>Ingesting from a real Mosquitto. What is not acknowledged comes again; what is in the journal is not stored again.</summary>
public sealed class OutsideBrokerTests
{
    [Fact]
    public async Task A_message_is_acknowledged_after_its_commit_and_not_before()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        var first = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        first.Registry.Add("loa-1");
        await using var device = await DeviceAsync(server);
        first.Intake.Holds = true;
        await SendAsync(device, "loa-1", 1);
        Assert.Equal([Payload(1)], await first.TelemetryAsync(1));
        await first.DisposeAsync();

        // A journal without it, as if the commit had failed with the process: the broker must still have the message.
        var registry = first.Registry;
        await using var second = await OutsideGateway.StartAsync(server, registry: registry);
        Assert.Equal([Payload(1)], await second.TelemetryAsync(1));
        // This time it was committed. Once more without the journal's memory: only what came since.
        await SendAsync(device, "loa-1", 2);
        Assert.Equal([Payload(2)], await second.TelemetryAsync(1));
        await second.DisposeAsync();
        await SendAsync(device, "loa-1", 3);
        await using var third = await OutsideGateway.StartAsync(server, registry: registry);
        Assert.Equal([Payload(3)], await third.TelemetryAsync(1));
    }

    [Fact]
    public async Task What_the_journal_has_is_recognised_after_a_restart_of_ours_and_only_acknowledged()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        var first = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        first.Registry.Add("loa-1");
        await using var device = await DeviceAsync(server);
        first.Intake.Holds = true;
        for (var seq = 1; seq <= 15; seq++)
            await SendAsync(device, "loa-1", seq);
        await first.TelemetryAsync(15);
        await first.KillAsync();

        await using var second = await (await OutsideGateway.StartAsync(server, first)).ListeningAsync();
        await SendAsync(device, "loa-1", 16);
        Assert.Equal([Payload(16)], await second.TelemetryAsync(1));
        // They were acknowledged: not even a gateway that remembers nothing gets them again.
        await second.DisposeAsync();
        await SendAsync(device, "loa-1", 17);
        await using var third = await OutsideGateway.StartAsync(server, registry: first.Registry);
        Assert.Equal([Payload(17)], await third.TelemetryAsync(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_broker_that_restarts_in_mid_stream_delivers_again_and_nothing_is_stored_twice(bool isGuarded)
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await (isGuarded ? GuardedMosquitto.StartAsync() : MosquittoServer.StartAsync(OutsideGateway.Persistent));
        await using var gateway = await (await OutsideGateway.StartAsync(server, with: o => isGuarded ? GuardedMosquitto.Gateway(server, o) : o)).ListeningAsync();
        gateway.Registry.Add("loa-1");
        await using var device = await MqttDevice.StartAsync(server, inbox: null, o => isGuarded ? GuardedMosquitto.Device(server, o) : o);
        for (var round = 0; round < 3; round++)
        {
            gateway.Intake.Holds = true;
            for (var seq = 1; seq <= 10; seq++)
                await SendAsync(device, "loa-1", (round * 100) + seq);
            await gateway.TelemetryAsync(10);
            await server.StopAsync();
            // Committed while the broker is away: the acknowledgements have nowhere to go.
            gateway.Intake.Commit(10);
            gateway.Intake.Holds = false;
            await gateway.Intake.NextAsync(EntryKind.ListeningStopped);
            await server.StartAgainAsync();
            await gateway.ListeningAsync();
            await SendAsync(device, "loa-1", (round * 100) + 99);
            Assert.Equal([Payload((round * 100) + 99)], await gateway.TelemetryAsync(1));
        }

        var stored = gateway.Intake.Entries.Where(entry => entry.Kind == EntryKind.Telemetry).Select(entry => entry.Text).ToList();
        Assert.Equal(33, stored.Count);
        Assert.Equal(33, stored.Distinct().Count());
    }

    [Fact]
    public async Task What_the_journal_lost_comes_again_and_is_stored()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        gateway.Registry.Add("loa-1");
        await using var device = await DeviceAsync(server);
        gateway.Intake.Holds = true;
        await SendAsync(device, "loa-1", 1);
        await SendAsync(device, "loa-1", 2);
        await gateway.TelemetryAsync(2);
        gateway.Intake.Commit(1);
        gateway.Intake.Commit(1, durable: false);
        gateway.Intake.Holds = false;
        Assert.Equal([Payload(2)], await gateway.TelemetryAsync(1));
    }

    [Fact]
    public async Task Refused_messages_are_sampled_as_ever_and_do_not_come_again()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        gateway.Registry.Add("loa-1");
        await using var device = await DeviceAsync(server);
        (string Topic, int Bytes, RejectionReason Why)[] refused =
        [
            ("ioc/v1/loudspeaker/nobody/telemetry", 2, RejectionReason.UnknownDevice),
            ("ioc/v1/site/loa-1/telemetry", 2, RejectionReason.ForeignTopic),
            ("ioc/v1/castle/loa-1/telemetry", 2, RejectionReason.UnknownTopic),
            ("ioc/v1/loudspeaker/loa-1/telemetry", 0, RejectionReason.Empty),
            ("ioc/v1/loudspeaker/loa-1/telemetry", (16 * 1024) + 1, RejectionReason.TooLarge),
            ("ioc/v1/loudspeaker/loa-1/receipt", 1025, RejectionReason.TooLarge),
        ];
        foreach (var (topic, bytes, _) in refused)
            await device.PublishAsync(topic, new byte[bytes]);
        await SendAsync(device, "loa-1", 1);
        await gateway.TelemetryAsync(1);
        Assert.Equal(refused.Select(one => one.Why), gateway.Rejections.Latest().Reverse().Select(one => one.Reason));
        await gateway.DisposeAsync();

        await SendAsync(device, "loa-1", 2);
        await using var next = await OutsideGateway.StartAsync(server, gateway);
        await next.TelemetryAsync(1);
        Assert.Empty(next.Rejections.Latest());
    }

    [Fact]
    public async Task Each_device_has_its_quota()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync("allow_anonymous true\nmax_queued_messages 0");
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        await using var device = await DeviceAsync(server);
        await Task.WhenAll(Enumerable.Range(1, 2_000).Select(seq => SendAsync(device, "loa-1", seq)));
        await SendAsync(device, "loa-2", 1);
        while (gateway.Intake.Entries.ToArray().All(entry => entry.DeviceHandle != 2))
            await gateway.Intake.NextAsync(EntryKind.Telemetry);
        Assert.InRange(gateway.Rejections.Counts()[RejectionReason.OverQuota], 1_000, 1_500);
    }

    [Fact]
    public async Task Two_gateways_share_the_load_and_each_message_is_stored_once()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync("allow_anonymous true\nmax_queued_messages 0");
        await using var one = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        await using var two = await (await OutsideGateway.StartAsync(server, with: o => o with { ClientId = "ioc-other" }, registry: one.Registry)).ListeningAsync();
        for (var index = 0; index < 20; index++)
            one.Registry.Add($"loa-{index}");
        await using var device = await DeviceAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(seq => SendAsync(device, $"loa-{seq % 20}", seq)));
        var all = new List<string>();
        var arrivals = Channel.CreateUnbounded<string>();
        Task[] pumps = [PumpAsync(one, arrivals.Writer), PumpAsync(two, arrivals.Writer)];
        while (all.Count < 400)
            all.Add(await arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(400, all.Distinct().Count());
        Assert.Contains(one.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry);
        Assert.Contains(two.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry);
        Assert.Equal(400, one.Intake.Entries.Concat(two.Intake.Entries).Count(entry => entry.Kind == EntryKind.Telemetry));
        Assert.DoesNotContain(pumps, pump => pump.IsCompleted);
    }

    [Fact]
    public async Task Retained_copies_are_no_news_and_a_setting_that_changed_leaves_nothing_behind()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        await using var device = await DeviceAsync(server);
        await device.PublishAsync(GatewayUnderTest.Topic("loa-1", "status"), """{"state":"online"}"""u8.ToArray(), retain: true);
        var shared = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        shared.Registry.Add("loa-1");
        await shared.DisposeAsync();
        foreach (var version in (ProtocolVersion[])[ProtocolVersion.V311, ProtocolVersion.V500])
        {
            await using var plain = await (await OutsideGateway.StartAsync(server, shared, o => o with { SharesLoad = false, Version = version })).ListeningAsync();
            await SendAsync(device, "loa-1", 1);
            await SendAsync(device, "loa-1", 2);
            Assert.Equal([Payload(1), Payload(2)], await plain.TelemetryAsync(2));
            Assert.DoesNotContain(plain.Intake.Entries, entry => entry.Kind == EntryKind.Status);
        }
    }

    [Fact]
    public async Task Without_message_expiry_a_command_waits_at_the_broker_for_nobody()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        await using var gateway = await (await OutsideGateway.StartAsync(server, with: options => options with { Version = ProtocolVersion.V311 })).ListeningAsync();
        var registered = gateway.Registry.Add("loa-1");
        var inbox = Channel.CreateUnbounded<MqttMessage>();
        await using var device = await DeviceAsync(server, inbox.Writer);
        await device.SubscribeAsync(GatewayUnderTest.Topic("loa-1", "command"));
        await gateway.Broadcasts.Outbound.Writer.WriteAsync(
            new OutboundCommand(registered.Handle, "loa-1", "b-1", """{"type":"play"}"""u8.ToArray(), Cancel: false, TimeProvider.System.GetUtcNow().AddSeconds(90)),
            TestContext.Current.CancellationToken);
        Assert.Equal(QualityOfService.AtMostOnce, (await inbox.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit)).Qos);
    }

    [Fact]
    public async Task Commands_go_out_with_what_is_left_of_their_time_when_the_device_is_heard()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        var registered = gateway.Registry.Add("loa-1");
        var inbox = Channel.CreateUnbounded<MqttMessage>();
        await using var device = await DeviceAsync(server, inbox.Writer);
        await device.SubscribeAsync(GatewayUnderTest.Topic("loa-1", "command"));
        await device.PublishAsync(GatewayUnderTest.Topic("loa-1", "status"), """{"state":"offline"}"""u8.ToArray());
        await device.PublishAsync(GatewayUnderTest.Topic("loa-1", "status"), """{"state":"online"}"""u8.ToArray());
        Assert.Equal(registered.Handle, await gateway.Broadcasts.NextReachableAsync());
        await gateway.Broadcasts.Outbound.Writer.WriteAsync(
            new OutboundCommand(registered.Handle, "loa-1", "b-1", """{"type":"play"}"""u8.ToArray(), Cancel: false, TimeProvider.System.GetUtcNow().AddSeconds(90)),
            TestContext.Current.CancellationToken);
        var heard = await inbox.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);
        Assert.Equal("""{"type":"play"}""", Encoding.UTF8.GetString(heard.Payload.Span));
        Assert.Equal(QualityOfService.AtLeastOnce, heard.Qos);
        Assert.InRange(heard.ExpirySeconds!.Value, 60u, 90u);
    }

    [Fact]
    public async Task Of_a_message_that_the_journal_drops_it_keeps_that_the_device_is_there()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        var registered = gateway.Registry.Add("loa-1");
        await using var device = await DeviceAsync(server);
        gateway.Intake.Sheds = true;
        await device.PublishAsync(GatewayUnderTest.Topic("loa-1", "telemetry"), Encoding.UTF8.GetBytes(Payload(1)), qos: QualityOfService.AtMostOnce);
        Assert.Equal((registered.Handle, ""), (await gateway.Intake.NextAsync(EntryKind.Event)) is var heard ? (heard.DeviceHandle, heard.Text) : default);
    }

    /// <summary>Why a will is not believed at once (rules.yaml) and after an outage not at all (Twin.ApplyStatus).</summary>
    [Fact]
    public async Task A_broker_that_stops_says_of_everybody_that_he_is_gone()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync(OutsideGateway.Persistent);
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        var registered = gateway.Registry.Add("loa-1");
        await using var device = await MqttDevice.StartAsync(server, inbox: null, connection => connection with
        {
            Will = new MqttWill { Topic = GatewayUnderTest.Topic("loa-1", "status"), Payload = """{"state":"offline"}"""u8.ToArray(), Qos = QualityOfService.AtLeastOnce },
        });
        await server.StopAsync();
        await server.StartAgainAsync();

        Assert.Equal((registered.Handle, """{"state":"offline"}"""), (await gateway.Intake.NextAsync(EntryKind.Status)) is var status ? (status.DeviceHandle, status.Text) : default);
    }

    [Fact]
    public async Task Devices_count_as_heard_only_while_the_broker_is_there()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync();
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        Assert.Null(gateway.Edge.Problem);
        await server.StopAsync();
        await gateway.Intake.NextAsync(EntryKind.ListeningStopped);
        Assert.Contains("is away", gateway.Edge.Problem, StringComparison.Ordinal);
        await server.StartAgainAsync();
        await gateway.ListeningAsync();
        Assert.Null(gateway.Edge.Problem);
        Assert.Equal(
            [EntryKind.ListeningStopped, EntryKind.ListeningStarted, EntryKind.ListeningStopped, EntryKind.ListeningStarted],
            gateway.Intake.Entries.Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_full_journal_leaves_the_rest_with_the_broker()
    {
        Assert.SkipUnless(MosquittoServer.IsInstalled, "mosquitto is not installed");
        await using var server = await MosquittoServer.StartAsync("allow_anonymous true\nmax_queued_messages 0");
        await using var gateway = await (await OutsideGateway.StartAsync(server)).ListeningAsync();
        gateway.Registry.Add("loa-1");
        await using var device = await DeviceAsync(server);
        gateway.Intake.FillUp();
        await Task.WhenAll(Enumerable.Range(1, 100).Select(seq => SendAsync(device, "loa-1", seq)));
        Assert.DoesNotContain(gateway.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry);
        gateway.Intake.MakeRoom();
        Assert.Equal(Enumerable.Range(1, 100).Select(Payload), await gateway.TelemetryAsync(100));
    }

    private static async Task PumpAsync(OutsideGateway gateway, ChannelWriter<string> arrivals)
    {
        while (true)
            await arrivals.WriteAsync((await gateway.Intake.NextAsync(EntryKind.Telemetry)).Text);
    }

    private static string Payload(int seq) => $$"""{"seq":{{seq}},"volume_percent":70}""";

    private static async Task SendAsync(MqttDevice device, string id, int seq) =>
        await device.PublishAsync(GatewayUnderTest.Topic(id, "telemetry"), Encoding.UTF8.GetBytes(Payload(seq)));

    private static Task<MqttDevice> DeviceAsync(MosquittoServer server, ChannelWriter<MqttMessage>? inbox = null) => MqttDevice.StartAsync(server, inbox);
}
