using Ioc.Devices.Rejections;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests;

public sealed class SignInTests
{
    [Theory]
    [InlineData("stranger", "stranger", "secret-stranger", "no such device")]
    [InlineData("loa-1", "loa-1", "wrong", "wrong credential")]
    [InlineData("loa-1", "loa-1", null, "no credential")]
    [InlineData("loa-1", "someone", "secret-loa-1", "user name is not the client id")]
    [InlineData("loa-1", null, "secret-loa-1", "user name is not the client id")]
    public async Task A_stranger_and_a_wrong_credential_get_the_same_answer(string clientId, string? userName, string? password, string detail)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var (_, result) = await gateway.TryConnectAsync(gateway.Options(clientId) with { UserName = userName, Password = password });
        Assert.Equal(ReasonCode.BadUserNameOrPassword, result.Reason);
        var rejection = Assert.Single(gateway.Rejections.Latest());
        Assert.Equal((RejectionReason.UnknownDevice, clientId, detail), (rejection.Reason, rejection.ClientId, rejection.Detail));
    }

    [Fact]
    public async Task A_will_for_another_device_is_refused()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var will = new MqttWill { Topic = GatewayUnderTest.Topic("loa-2", "status"), Payload = """{"state":"offline"}"""u8.ToArray() };
        var (_, result) = await gateway.TryConnectAsync(gateway.Options("loa-1") with { Will = will });
        Assert.Equal(ReasonCode.NotAuthorized, result.Reason);
        Assert.Equal(RejectionReason.ForeignTopic, Assert.Single(gateway.Rejections.Latest()).Reason);
    }

    [Fact]
    public async Task Nobody_is_let_in_while_the_journal_refuses()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Intake.IsRefusing = true;
        Assert.Equal(ReasonCode.ServerUnavailable, (await gateway.TryConnectAsync(gateway.Options("loa-1"))).Result.Reason);
        gateway.Intake.IsRefusing = false;
        Assert.Equal(ReasonCode.Success, (await gateway.TryConnectAsync(gateway.Options("loa-1"))).Result.Reason);
    }

    [Fact]
    public async Task A_removed_device_loses_its_session_and_others_keep_theirs()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var removed = await gateway.ConnectAsync("loa-1");
        var other = await gateway.ConnectAsync("loa-2");
        gateway.Sweep.Sweep();
        gateway.Registry.Remove("loa-1");
        gateway.Sweep.Sweep();
        Assert.Equal(ReasonCode.AdministrativeAction, (await removed.Closed.WaitAsync(Patience.Limit)).Code);
        await other.SubscribeAsync(GatewayUnderTest.Topic("loa-2", "command")).WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task A_rotated_credential_ends_its_session_within_ten_sweeps()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var stolen = await gateway.ConnectAsync("loa-1");
        var other = await gateway.ConnectAsync("loa-2");
        gateway.Registry.Rotate("loa-1");
        for (var sweep = 0; sweep < 10; sweep++)
            gateway.Sweep.Sweep();
        Assert.Equal(ReasonCode.AdministrativeAction, (await stolen.Closed.WaitAsync(Patience.Limit)).Code);
        await other.SubscribeAsync(GatewayUnderTest.Topic("loa-2", "command")).WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task A_broken_connection_journals_the_last_will()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await ConnectWithWillAsync(gateway, "loa-1");
        device.Abort();
        var status = await gateway.Intake.NextAsync(EntryKind.Status);
        Assert.Equal((1, """{"state":"offline"}"""), (status.DeviceHandle, status.Text));
    }

    [Fact]
    public async Task Our_own_stop_is_journaled_and_makes_no_device_offline()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        var device = await ConnectWithWillAsync(gateway, "loa-1");
        await gateway.StopAsync();
        Assert.Equal(ReasonCode.ServerShuttingDown, (await device.Closed.WaitAsync(Patience.Limit)).Code);
        Assert.Equal([EntryKind.ListeningStarted, EntryKind.ListeningStopped], gateway.Intake.Entries.Select(entry => entry.Kind));
    }

    private static async Task<MqttClient> ConnectWithWillAsync(GatewayUnderTest gateway, string id)
    {
        var will = new MqttWill
        {
            Topic = GatewayUnderTest.Topic(id, "status"),
            Payload = """{"state":"offline"}"""u8.ToArray(),
            Qos = QualityOfService.AtLeastOnce,
            Retain = true,
        };
        var (client, result) = await gateway.TryConnectAsync(gateway.Options(id) with { Will = will });
        Assert.Equal(ReasonCode.Success, result.Reason);
        return client;
    }
}
