using System.Text;
using System.Threading.Channels;
using Ioc.Gateway.Commands;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task A_command_reaches_its_device_with_the_time_that_is_left_and_its_delivery_is_journaled()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var (inbox, other) = (Channel.CreateUnbounded<MqttMessage>(), Channel.CreateUnbounded<MqttMessage>());
        await ConnectAndSubscribeAsync(gateway, "loa-1", inbox);
        await ConnectAndSubscribeAsync(gateway, "loa-2", other);
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 1, "loa-1", "b-1", TimeSpan.FromSeconds(90.7)));

        var message = await NextAsync(inbox);
        Assert.Equal(GatewayUnderTest.Topic("loa-1", "command"), message.Topic);
        Assert.Equal(Play("b-1"), message.Payload.ToArray());
        Assert.Equal(QualityOfService.AtLeastOnce, message.Qos);
        Assert.Equal(90u, message.ExpirySeconds);
        var report = await gateway.Intake.NextAsync(EntryKind.CommandDelivered);
        Assert.Equal((1, "b-1"), (report.DeviceHandle, report.Text));
        Assert.False(other.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Subscribing_to_its_commands_makes_a_device_reachable()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var device = await gateway.ConnectAsync("loa-2");
        await device.SubscribeAsync(GatewayUnderTest.Topic("loa-2", "config"));
        await device.SubscribeAsync(GatewayUnderTest.Topic("loa-2", "command"));
        Assert.Equal(2, await gateway.Broadcasts.NextReachableAsync());
    }

    [Fact]
    public async Task A_command_is_not_published_after_its_time()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var inbox = Channel.CreateUnbounded<MqttMessage>();
        await ConnectAndSubscribeAsync(gateway, "loa-1", inbox);
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 1, "loa-1", "b-late", TimeSpan.FromSeconds(-1)));
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 1, "loa-1", "b-too-soon", TimeSpan.FromSeconds(0.9)));
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 9, "loa-1", "b-another-handle", TimeSpan.FromSeconds(60)));
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 1, "loa-1", "b-1", TimeSpan.FromSeconds(60)));
        Assert.Equal(Play("b-1"), (await NextAsync(inbox)).Payload.ToArray());
        Assert.Equal("b-1", (await gateway.Intake.NextAsync(EntryKind.CommandDelivered)).Text);
    }

    [Fact]
    public async Task A_command_waits_for_a_device_that_returns_and_is_gone_when_it_returns_too_late()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var first = await ConnectAndSubscribeAsync(gateway, "loa-1", Channel.CreateUnbounded<MqttMessage>());
        var live = Channel.CreateUnbounded<MqttMessage>();
        await ConnectAndSubscribeAsync(gateway, "loa-2", live);
        await first.DisconnectAsync();
        // Other bytes than the next one's: the same bytes again would be the same command, offered twice.
        gateway.Broadcasts.Outbound.Writer.TryWrite(
            Command(gateway, 1, "loa-1", "b-short", TimeSpan.FromSeconds(30)) with { Payload = """{"type":"short"}"""u8.ToArray() });
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 1, "loa-1", "b-long", TimeSpan.FromSeconds(300)));
        // The second device's command has gone through the pump behind the others: they are with the broker now.
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 2, "loa-2", "b-mark", TimeSpan.FromSeconds(300)));
        await NextAsync(live);
        // Also its acknowledgement must be in before time jumps: the jump may end the connection by its keep-alive.
        Assert.Equal("b-mark", (await gateway.Intake.NextAsync(EntryKind.CommandDelivered)).Text);

        gateway.Time.Advance(TimeSpan.FromSeconds(100));
        var returned = Channel.CreateUnbounded<MqttMessage>();
        await gateway.ConnectAsync("loa-1", inbox: returned.Writer, cleanStart: false);
        var message = await NextAsync(returned);
        Assert.InRange(message.ExpirySeconds!.Value, 1u, 200u);
        Assert.Equal("b-long", (await gateway.Intake.NextAsync(EntryKind.CommandDelivered)).Text);
    }

    [Fact]
    public async Task A_play_that_waits_its_turn_is_not_sent_once_it_is_cancelled_and_the_cancel_is()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var live = Channel.CreateUnbounded<MqttMessage>();
        await ConnectAndSubscribeAsync(gateway, "loa-1", live);
        gateway.Broadcasts.Cancelled.Add("b-false");
        gateway.Broadcasts.Outbound.Writer.TryWrite(Command(gateway, 1, "loa-1", "b-false", TimeSpan.FromSeconds(300)));
        gateway.Broadcasts.Outbound.Writer.TryWrite(
            Command(gateway, 1, "loa-1", "b-false", TimeSpan.FromSeconds(300)) with { Payload = """{"type":"cancel"}"""u8.ToArray(), Cancel = true });
        Assert.Equal("""{"type":"cancel"}""", Encoding.UTF8.GetString((await NextAsync(live)).Payload.Span));
    }

    [Fact]
    public void A_tag_names_its_broadcast_and_device_until_many_others_came()
    {
        var numbers = new BroadcastNumbers();
        var tag = numbers.TagFor("b-1", 7);
        Assert.NotEqual(0, tag);
        Assert.Equal(tag, numbers.TagFor("b-1", 7));
        Assert.True(numbers.TryRead(tag, out var id, out var handle));
        Assert.Equal(("b-1", 7), (id, handle));

        for (var i = 0; i < GatewayLimits.BroadcastNumbersMax; i++)
            numbers.TagFor($"other-{i}", 1);
        Assert.False(numbers.TryRead(tag, out _, out _));
        Assert.False(numbers.TryRead(0, out _, out _));
        Assert.NotEqual(tag, numbers.TagFor("b-1", 7));
    }

    [Fact]
    public async Task A_province_wide_order_is_spread()
    {
        var time = new FakeTime();
        var pace = new CommandPace(time);
        for (var i = 0; i < GatewayLimits.CommandsPerSecondMax / 10; i++)
            Assert.True(pace.WaitAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
        var next = pace.WaitAsync(CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await next.WaitAsync(Patience.Limit);
    }

    private static async Task<MqttClient> ConnectAndSubscribeAsync(GatewayUnderTest gateway, string id, Channel<MqttMessage> inbox)
    {
        var device = await gateway.ConnectAsync(id, inbox: inbox.Writer);
        Assert.Equal(ReasonCode.GrantedQos1, await device.SubscribeAsync(GatewayUnderTest.Topic(id, "command")));
        return device;
    }

    private static OutboundCommand Command(GatewayUnderTest gateway, int handle, string id, string broadcast, TimeSpan left) =>
        new(handle, id, broadcast, Play(broadcast), Cancel: false, gateway.Time.GetUtcNow() + left);

    private static byte[] Play(string broadcast) => Encoding.UTF8.GetBytes($$"""{"type":"play","broadcast":"{{broadcast}}"}""");

    private static async Task<MqttMessage> NextAsync(Channel<MqttMessage> inbox) =>
        await inbox.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);
}
