using System.Collections.Concurrent;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests;

/// <summary>Step 4: a message is acknowledged when it is on disk, and not before.</summary>
public sealed class AcknowledgementTests
{
    private static readonly ReadOnlyMemory<byte> Payload = """{"volume_percent":70}"""u8.ToArray();

    [Theory]
    [InlineData(ProtocolVersion.V500, QualityOfService.AtLeastOnce)]
    [InlineData(ProtocolVersion.V311, QualityOfService.AtLeastOnce)]
    [InlineData(ProtocolVersion.V500, QualityOfService.ExactlyOnce)]
    public async Task A_publish_is_acknowledged_only_after_its_commit(ProtocolVersion version, QualityOfService qos)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1", version);
        gateway.Intake.Holds = true;
        var publish = device.PublishAsync(GatewayUnderTest.Topic("loa-1", "telemetry"), Payload, qos).AsTask();
        var entry = await gateway.Intake.NextAsync(EntryKind.Telemetry);
        // The answer to a later packet comes first only because the acknowledgement has really been withheld.
        await device.SubscribeAsync(GatewayUnderTest.Topic("loa-1", "command")).WaitAsync(Patience.Limit);

        Assert.False(publish.IsCompleted);
        Assert.Equal(Payload.ToArray(), entry.Payload);
        gateway.Intake.Commit(1);
        Assert.Equal(ReasonCode.Success, await publish.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task Of_a_message_that_the_journal_drops_it_keeps_that_the_device_is_there()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var registered = gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.Sheds = true;
        await device.PublishAsync(GatewayUnderTest.Topic("loa-1", "telemetry"), Payload, QualityOfService.AtMostOnce);
        var heard = await gateway.Intake.NextAsync(EntryKind.Event);

        Assert.Equal((registered.Handle, 0), (heard.DeviceHandle, heard.Payload.Length));
    }

    [Fact]
    public async Task Acknowledgements_come_in_the_order_of_the_publishes()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.Holds = true;
        var acknowledged = new ConcurrentQueue<int>();
        var all = new TaskCompletionSource();
        for (var i = 0; i < 40; i++)
        {
            Assert.True(device.TryPublish(GatewayUnderTest.Topic("loa-1", "telemetry"), Payload.Span, QualityOfService.AtLeastOnce, false, (state, _) =>
            {
                acknowledged.Enqueue((int)state!);
                if (acknowledged.Count == 40)
                    all.TrySetResult();
            }, i));
        }

        for (var i = 0; i < 40; i++)
            await gateway.Intake.NextAsync(EntryKind.Telemetry);
        gateway.Intake.Commit(1);
        gateway.Intake.Commit(25);
        gateway.Intake.Commit(14);
        await all.Task.WaitAsync(Patience.Limit);
        Assert.Equal(Enumerable.Range(0, 40), acknowledged);
    }

    [Fact]
    public async Task A_message_without_acknowledgement_does_not_take_anothers()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.Holds = true;
        var topic = GatewayUnderTest.Topic("loa-1", "telemetry");
        var first = device.PublishAsync(topic, Payload).AsTask();
        await device.PublishAsync(topic, Payload, QualityOfService.AtMostOnce);
        var third = device.PublishAsync(topic, Payload).AsTask();
        for (var i = 0; i < 3; i++)
            await gateway.Intake.NextAsync(EntryKind.Telemetry);

        gateway.Intake.Commit(2);
        await first.WaitAsync(Patience.Limit);
        await device.SubscribeAsync(GatewayUnderTest.Topic("loa-1", "command")).WaitAsync(Patience.Limit);
        Assert.False(third.IsCompleted);
        gateway.Intake.Commit(1);
        await third.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task What_the_journal_lost_is_never_acknowledged_not_even_by_a_later_commit()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.Holds = true;
        var topic = GatewayUnderTest.Topic("loa-1", "telemetry");
        var lost = device.PublishAsync(topic, Payload).AsTask();
        var kept = device.PublishAsync(topic, Payload).AsTask();
        await gateway.Intake.NextAsync(EntryKind.Telemetry);
        await gateway.Intake.NextAsync(EntryKind.Telemetry);

        gateway.Intake.Commit(1, durable: false);
        gateway.Intake.Commit(1);
        var closed = await device.Closed.WaitAsync(Patience.Limit);
        Assert.Equal(new MqttClientClosed(ClientCloseReason.DisconnectedByBroker, ReasonCode.ServerBusy), closed);
        await Assert.ThrowsAsync<IOException>(() => lost.WaitAsync(Patience.Limit));
        await Assert.ThrowsAsync<IOException>(() => kept.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task Behind_a_message_that_the_journal_lost_nothing_of_the_connection_is_kept_because_all_of_it_comes_again_in_order()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.Holds = true;
        var topic = GatewayUnderTest.Topic("loa-1", "telemetry");
        var lost = device.PublishAsync(topic, Payload).AsTask();
        await gateway.Intake.NextAsync(EntryKind.Telemetry);
        gateway.Intake.FillUp();
        var behind = device.PublishAsync(topic, Payload).AsTask();
        Assert.True(SpinWait.SpinUntil(() => gateway.Intake.NoRoomAnswers > 0, Patience.Limit));

        gateway.Intake.Commit(1, durable: false);
        gateway.Intake.MakeRoom();
        await device.Closed.WaitAsync(Patience.Limit);
        await Assert.ThrowsAsync<IOException>(() => lost.WaitAsync(Patience.Limit));
        await Assert.ThrowsAsync<IOException>(() => behind.WaitAsync(Patience.Limit));
        Assert.Single(gateway.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry);
    }

    [Fact]
    public async Task A_journal_that_fails_closes_the_connection_instead_of_acknowledging()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.Fails = true;
        var publish = device.PublishAsync(GatewayUnderTest.Topic("loa-1", "telemetry"), Payload).AsTask();
        Assert.Equal(ReasonCode.ServerBusy, (await device.Closed.WaitAsync(Patience.Limit)).Code);
        await Assert.ThrowsAsync<IOException>(() => publish.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task A_full_journal_slows_the_device_down_and_loses_nothing()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        gateway.Intake.FillUp();
        var topic = GatewayUnderTest.Topic("loa-1", "telemetry");
        var publishes = Enumerable.Range(0, 30)
            .Select(i => device.PublishAsync(topic, System.Text.Encoding.UTF8.GetBytes($"{{\"seq\":{i}}}")).AsTask()).ToList();
        gateway.Registry.Add("loa-2");
        // Another device still connects and is answered while the first one waits.
        var other = await gateway.ConnectAsync("loa-2");
        await other.SubscribeAsync(GatewayUnderTest.Topic("loa-2", "command")).WaitAsync(Patience.Limit);
        Assert.DoesNotContain(publishes, publish => publish.IsCompleted);

        gateway.Intake.MakeRoom();
        foreach (var publish in publishes)
            Assert.Equal(ReasonCode.Success, await publish.WaitAsync(Patience.Limit));
        var telemetry = gateway.Intake.Entries.Where(entry => entry.Kind == EntryKind.Telemetry).Select(entry => entry.Text);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{{\"seq\":{i}}}"), telemetry);
    }
}
