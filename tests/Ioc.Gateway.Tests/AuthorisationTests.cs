using Ioc.Devices;
using Ioc.Devices.Rejections;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests;

/// <summary>Step 3: a device speaks only for itself, in the contract's words, in bounds.</summary>
public sealed class AuthorisationTests
{
    private static readonly ReadOnlyMemory<byte> Payload = """{"volume_percent":70}"""u8.ToArray();

    public static TheoryData<string, int, ReasonCode, RejectionReason> Refusals => new()
    {
        { "ioc/v1/loudspeaker/loa-2/telemetry", 20, ReasonCode.NotAuthorized, RejectionReason.ForeignTopic },
        { "ioc/v1/loudspeaker/loa-11/telemetry", 20, ReasonCode.NotAuthorized, RejectionReason.ForeignTopic },
        { "ioc/v1/hotspot/loa-1/telemetry", 20, ReasonCode.NotAuthorized, RejectionReason.ForeignTopic },
        { "ioc/v1/loudspeaker/loa-1/command", 20, ReasonCode.NotAuthorized, RejectionReason.UnknownTopic },
        { "ioc/v1/loudspeaker/loa-1/config", 20, ReasonCode.NotAuthorized, RejectionReason.UnknownTopic },
        { "ioc/v1/loudspeaker/loa-1/telemetry/more", 20, ReasonCode.NotAuthorized, RejectionReason.UnknownTopic },
        { "ioc/v1/loudspeaker/loa-1", 20, ReasonCode.NotAuthorized, RejectionReason.UnknownTopic },
        { "something/else", 20, ReasonCode.NotAuthorized, RejectionReason.UnknownTopic },
        { "ioc/v1/loudspeaker/loa-1/telemetry", 0, ReasonCode.PayloadFormatInvalid, RejectionReason.Empty },
        { "ioc/v1/loudspeaker/loa-1/telemetry", (16 * 1024) + 1, ReasonCode.QuotaExceeded, RejectionReason.TooLarge },
        { "ioc/v1/loudspeaker/loa-1/status", 1_025, ReasonCode.QuotaExceeded, RejectionReason.TooLarge },
        { "ioc/v1/loudspeaker/loa-1/receipt", 1_025, ReasonCode.QuotaExceeded, RejectionReason.TooLarge },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_not_allowed_is_refused_with_its_reason_and_shown(string topic, int bytes, ReasonCode reason, RejectionReason rejection)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        Assert.Equal(reason, await device.PublishAsync(topic, new byte[bytes]).AsTask().WaitAsync(Patience.Limit));
        var kept = Assert.Single(gateway.Rejections.Latest());
        Assert.Equal((rejection, "loa-1", topic, bytes), (kept.Reason, kept.ClientId, kept.Topic, kept.PayloadBytes));

        // The connection lives on, and the good message after the bad one is taken.
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(GatewayUnderTest.Topic("loa-1", "telemetry"), Payload).AsTask().WaitAsync(Patience.Limit));
        Assert.Single(gateway.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry);
    }

    [Fact]
    public async Task A_3_1_1_device_cannot_be_told_but_operators_are()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1", ProtocolVersion.V311);
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(GatewayUnderTest.Topic("loa-2", "telemetry"), Payload).AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(RejectionReason.ForeignTopic, Assert.Single(gateway.Rejections.Latest()).Reason);
        Assert.DoesNotContain(gateway.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry);
    }

    [Theory]
    [InlineData("telemetry", EntryKind.Telemetry, "loudspeaker", DeviceKind.Loudspeaker)]
    [InlineData("status", EntryKind.Status, "hotspot", DeviceKind.Hotspot)]
    [InlineData("event", EntryKind.Event, "site", DeviceKind.Site)]
    [InlineData("receipt", EntryKind.Receipt, "loudspeaker", DeviceKind.Loudspeaker)]
    public async Task Each_channel_becomes_its_kind_of_entry(string channel, EntryKind kind, string word, DeviceKind deviceKind)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("another");
        var registered = gateway.Registry.Add("d-1", deviceKind);
        var device = await gateway.ConnectAsync("d-1");
        await device.PublishAsync(GatewayUnderTest.Topic("d-1", channel, word), Payload, retain: channel == "status").AsTask().WaitAsync(Patience.Limit);
        Assert.Equal(registered.Handle, (await gateway.Intake.NextAsync(kind)).DeviceHandle);
    }

    [Fact]
    public async Task A_packet_over_the_limit_ends_its_connection_and_no_other()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        // In 3.1.1: a 5.0 client was told the limit and sends nothing larger.
        var greedy = await gateway.ConnectAsync("loa-1", ProtocolVersion.V311);
        var honest = await gateway.ConnectAsync("loa-2");
        Assert.True(greedy.TryPublish(GatewayUnderTest.Topic("loa-1", "telemetry"), new byte[300 * 1024], QualityOfService.AtLeastOnce));
        var closed = await greedy.Closed.WaitAsync(Patience.Limit);
        Assert.Equal(ClientCloseReason.TransportClosed, closed.Reason);
        Assert.Equal(ReasonCode.Success, await honest.PublishAsync(GatewayUnderTest.Topic("loa-2", "telemetry"), Payload).AsTask().WaitAsync(Patience.Limit));
        Assert.Equal(2, Assert.Single(gateway.Intake.Entries, entry => entry.Kind == EntryKind.Telemetry).DeviceHandle);
    }

    [Theory]
    [InlineData("ioc/v1/loudspeaker/loa-1/command", true)]
    [InlineData("ioc/v1/loudspeaker/loa-1/config", true)]
    [InlineData("ioc/v1/loudspeaker/loa-2/command", false)]
    [InlineData("ioc/v1/loudspeaker/loa-1/telemetry", false)]
    [InlineData("ioc/v1/loudspeaker/loa-1/+", false)]
    [InlineData("ioc/v1/loudspeaker/+/command", false)]
    [InlineData("#", false)]
    [InlineData("$SYS/#", false)]
    public async Task A_device_hears_only_what_is_meant_for_it(string filter, bool granted)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        var answer = await device.SubscribeAsync(filter).WaitAsync(Patience.Limit);
        Assert.Equal(granted ? ReasonCode.GrantedQos1 : ReasonCode.NotAuthorized, answer);
    }

    [Fact]
    public async Task Over_its_quota_a_device_is_refused_until_time_has_passed()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(new GatewayOptions { QuotaMessagesPerSecond = 2, QuotaBurstMessages = 3 });
        gateway.Registry.Add("loa-1");
        var device = await gateway.ConnectAsync("loa-1");
        var answers = new List<ReasonCode>();
        for (var i = 0; i < 4; i++)
            answers.Add(await Send());
        Assert.Equal([ReasonCode.Success, ReasonCode.Success, ReasonCode.Success, ReasonCode.QuotaExceeded], answers);
        Assert.Equal(1, gateway.Rejections.Counts()[RejectionReason.OverQuota]);
        device = await gateway.ConnectAsync("loa-1");
        Assert.Equal(ReasonCode.QuotaExceeded, await Send());

        gateway.Time.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(ReasonCode.Success, await Send());
        Assert.Equal(ReasonCode.QuotaExceeded, await Send());

        Task<ReasonCode> Send() => device.PublishAsync(GatewayUnderTest.Topic("loa-1", "telemetry"), Payload).AsTask().WaitAsync(Patience.Limit);
    }
}
