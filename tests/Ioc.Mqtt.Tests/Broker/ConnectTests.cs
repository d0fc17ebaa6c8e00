using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

public sealed class ConnectTests
{
    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.4-2", "MQTT-3.1.4-5", "MQTT-3.2.2-7")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.4-4", "MQTT-3.2.2-5", "MQTT-3.2.2-4")]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task User_name_and_password_reach_the_authenticator(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Gate.Connect = request => request.UserName == "loa-7" && TestGate.IsPassword(request, "bí mật")
            ? ReasonCode.Success
            : ReasonCode.BadUserNameOrPassword;
        TestClient right = await broker.ConnectAsync("a", version, o => o with { UserName = "loa-7", Password = "bí mật" });
        TestClient wrong = await broker.ConnectAsync("b", version, o => o with { UserName = "loa-7", Password = "đoán" });
        Assert.True(right.Result.IsAccepted);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, wrong.Result.Reason);
        Assert.Equal(ClientCloseReason.RefusedAtConnect, (await wrong.Mqtt.Closed.Within("the end")).Reason);
        Assert.True(broker.Broker.IsConnected("a"));
        Assert.False(broker.Broker.IsConnected("b"));
    }

    [Theory]
    [InlineData(ReasonCode.NotAuthorized, ReasonCode.NotAuthorized)]
    [InlineData(ReasonCode.Banned, ReasonCode.NotAuthorized)]
    [InlineData(ReasonCode.ServerBusy, ReasonCode.ServerUnavailable)]
    public async Task A_3_1_1_client_gets_the_nearest_of_its_six_codes(ReasonCode decided, ReasonCode told)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Gate.Connect = _ => decided;
        TestClient client = await broker.ConnectAsync("a", ProtocolVersion.V311);
        Assert.Equal(told, client.Result.Reason);
    }

    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-2")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-2")]
    [InlineData(6, "2003008400")]
    [InlineData(3, "20020001")]
    public async Task An_unknown_protocol_level_is_refused_in_words_the_client_knows(byte level, string connAck)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.OpenAsync();
        await client.SendAsync(0x10, 0x0C, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', level, 2, 0, 60, 0, 0);
        byte[] answer = new byte[connAck.Length / 2];
        await client.Socket.ReceiveAsync(answer).Within("CONNACK");
        Assert.Equal(connAck, Convert.ToHexString(answer));
        await client.ReadEndAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.4-1")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.4-1")]
    public async Task A_malformed_CONNECT_of_5_0_is_told_why_and_one_of_3_1_1_is_only_closed()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient five = await broker.OpenAsync();
        await five.SendAsync(Codec.PacketNotation.Parse("10 ( 'MQTT' 05 03 w:60 ( ) '' )"));
        Assert.Equal(ReasonCode.MalformedPacket, (await five.ReadAsync<ConnAckPacket>()).Reason);
        await five.ReadEndAsync();
        RawClient three = await broker.OpenAsync(ProtocolVersion.V311);
        await three.SendAsync(Codec.PacketNotation.Parse("10 ( 'MQTT' 04 03 w:60 '' )"));
        await three.ReadEndAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.0-1", "MQTT-3.1.0-2", "MQTT-3.2.0-2", "MQTT-3.14.0-1")]
    public async Task The_first_packet_must_be_CONNECT_and_there_is_only_one()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient early = await broker.OpenAsync();
        await early.SendAsync(0xC0, 0x00);
        await early.ReadEndAsync();
        RawClient twice = await broker.ConnectRawAsync();
        await twice.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "raw" });
        await twice.ReadDisconnectAsync(ReasonCode.ProtocolError);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.2.2-16")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.1.3-8")]
    public async Task An_empty_identifier_is_replaced_or_in_3_1_1_without_a_clean_session_refused()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient five = await broker.ConnectAsync("");
        Assert.StartsWith("auto-", five.Result.ClientId, StringComparison.Ordinal);
        TestClient clean = await broker.ConnectAsync("", ProtocolVersion.V311);
        Assert.True(clean.Result.IsAccepted);
        TestClient kept = await broker.ConnectAsync("", ProtocolVersion.V311, o => o with { CleanStart = false });
        Assert.Equal(ReasonCode.ClientIdentifierNotValid, kept.Result.Reason);
    }

    [Fact]
    public async Task CONNACK_of_5_0_states_the_limits()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { PacketBytesMax = 9_000, ReceiveMax = 33, KeepAliveSecondsMax = 100, TopicAliasMax = 3, SessionExpirySecondsMax = 500 });
        RawClient client = await broker.ConnectRawAsync(keepAliveSeconds: 101, properties: new PropertySet { SessionExpirySeconds = 501 });
        PropertySet told = client.ConnAck!.Properties!;
        Assert.Equal((9_000u, (ushort?)33, (ushort?)100, (ushort?)3, 500u),
            (told.MaximumPacketBytes, told.ReceiveMaximum, told.ServerKeepAliveSeconds, told.TopicAliasMaximum, told.SessionExpirySeconds));
    }

    [Fact]
    public async Task Beyond_the_maximum_of_sessions_a_client_is_refused()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { SessionsMax = 1 });
        TestClient first = await broker.ConnectAsync("a");
        TestClient second = await broker.ConnectAsync("b");
        Assert.True(first.Result.IsAccepted);
        Assert.Equal(ReasonCode.QuotaExceeded, second.Result.Reason);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.4-3")]
    public async Task A_second_connection_takes_the_session_over()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient old = await broker.ConnectAsync("a");
        TestClient young = await broker.ConnectAsync("a");
        MqttClientClosed end = await old.Mqtt.Closed.Within("the end of the old connection");
        Assert.Equal((ClientCloseReason.DisconnectedByBroker, ReasonCode.SessionTakenOver), (end.Reason, end.Code));
        Assert.True(young.Result.IsAccepted);
        Assert.Equal("connected a", await broker.Observer.NextAsync());
        Assert.Equal("disconnected a TakenOver", await broker.Observer.NextAsync());
        Assert.Equal("connected a", await broker.Observer.NextAsync());
    }

    [Fact]
    public async Task Silence_instead_of_CONNECT_ends_at_the_timeout()
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ConnectTimeoutSeconds = 10 });
        RawClient silent = await broker.OpenAsync();
        RawClient half = await broker.OpenAsync();
        await half.SendAsync(0x10, 0x0C, 0);
        // The listener accepts on its own time: the broker must have both before the clock moves.
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount >= 2, "the connections");
        broker.Clock.Advance(TimeSpan.FromSeconds(11));
        await silent.ReadEndAsync();
        await half.ReadEndAsync();
        await Patience.UntilAsync(() => broker.Broker.Metrics.Closes(CloseReason.ConnectTimeout) >= 2, "the connect timeouts");
    }

    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-22", "MQTT-3.2.2-22", "MQTT-3.12.4-1")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-24", "MQTT-3.12.4-1")]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task One_and_a_half_keep_alives_of_silence_end_the_connection(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", version, keepAliveSeconds: 10);
        broker.Clock.Advance(TimeSpan.FromSeconds(14));
        await client.AssertSilentAsync();
        broker.Clock.Advance(TimeSpan.FromSeconds(14));
        await client.AssertSilentAsync();
        broker.Clock.Advance(TimeSpan.FromSeconds(17));
        if (version == ProtocolVersion.V500) await client.ReadDisconnectAsync(ReasonCode.KeepAliveTimeout);
        else await client.ReadEndAsync();
        await broker.Observer.UntilAsync("disconnected a KeepAliveTimeout");
    }

    [Fact]
    public async Task A_machine_that_slept_does_not_blame_its_clients()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", keepAliveSeconds: 10);
        broker.Clock.Sleep(TimeSpan.FromMinutes(5));
        broker.Clock.Advance(TimeSpan.FromSeconds(2));
        await client.AssertSilentAsync();
        Assert.Contains("late", Assert.Single(broker.Log.Alarms), StringComparison.Ordinal);
        broker.Log.Alarms.Clear();
        broker.Clock.Advance(TimeSpan.FromSeconds(20));
        await client.ReadDisconnectAsync(ReasonCode.KeepAliveTimeout);
    }

    [Fact]
    [Clause(ProtocolVersion.V311, "MQTT-4.8.0-2")]
    public async Task A_seam_that_throws_ends_its_connection_only_and_is_an_alarm()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Sink.Answer = _ => throw new InvalidOperationException("the test's own");
        RawClient client = await broker.ConnectRawAsync("a");
        await client.SendAsync(new PublishPacket { Topic = "t" });
        await client.ReadDisconnectAsync(ReasonCode.ImplementationSpecificError);
        await broker.Observer.UntilAsync("disconnected a AdministrativeAction");
        Assert.Contains("BUG", Assert.Single(broker.Log.Alarms), StringComparison.Ordinal);
        broker.Log.Alarms.Clear();
        Assert.True((await broker.ConnectAsync("a")).Result.IsAccepted);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-20")]
    public async Task The_client_pings_by_itself_and_is_kept()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("a", with: o => o with { KeepAliveSeconds = 10 });
        for (int i = 0; i < 6; i++)
        {
            broker.Clock.Advance(TimeSpan.FromSeconds(5));
            // Its ping and our answer must have travelled before the clock moves on.
            await client.PublishAsync("t", "x");
        }

        Assert.True(client.Mqtt.IsConnected);
    }

    [Fact]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-23")]
    public async Task The_client_gives_up_a_broker_that_does_not_answer_pings()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var clock = new FakeClock();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        Task<TestClient> connecting = TestClient.ConnectAsync(port, "a", ProtocolVersion.V311, clock, o => o with { KeepAliveSeconds = 10 });
        using System.Net.Sockets.Socket peer = await listener.AcceptSocketAsync().Within("the client");
        await peer.SendAsync(new byte[] { 0x20, 0x02, 0, 0 });
        await using TestClient client = await connecting;
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(ClientCloseReason.KeepAliveTimeout, (await client.Mqtt.Closed.Within("the end")).Reason);
    }

    [Fact]
    public async Task A_stopping_broker_says_so_and_fires_no_wills()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient client = await broker.ConnectAsync("a", with: o => o with { Will = new MqttWill { Topic = "w", Payload = new byte[] { 1 } } });
        await broker.Broker.StopAsync().Within("the stop");
        MqttClientClosed end = await client.Mqtt.Closed.Within("the end");
        Assert.Equal((ClientCloseReason.DisconnectedByBroker, ReasonCode.ServerShuttingDown), (end.Reason, end.Code));
        Assert.Equal(0, broker.Sink.Offers);
    }
}
