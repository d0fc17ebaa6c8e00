using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Clauses about CONNECT, CONNACK and DISCONNECT, packet by packet.</summary>
public sealed class ConnectClauseTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.1.0-1", "MQTT-3.1.0-2")]
    public async Task CONNECT_comes_first_and_once(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        Packet[] tooEarly =
        [
            new PublishPacket { Topic = "t" }, new PingPacket(PacketType.PingReq), new DisconnectPacket(),
            new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry("t", QualityOfService.AtMostOnce)] },
        ];
        foreach (Packet packet in tooEarly)
        {
            RawClient early = await broker.OpenAsync(version);
            await early.SendAsync(packet);
            await early.ReadEndAsync();
        }

        RawClient twice = await broker.ConnectRawAsync("a", version);
        await twice.SendAsync(new ConnectPacket { Version = version, ClientId = "a", CleanStart = true }, new PublishPacket { Topic = "t" });
        if (version == ProtocolVersion.V500) await twice.ReadDisconnectAsync(ReasonCode.ProtocolError);
        else await twice.ReadEndAsync();
        Assert.Equal(0, broker.Sink.Offers);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.1.3-5", "MQTT-3.1.3-2")]
    public async Task Every_identifier_the_standard_promises_is_taken_and_names_a_session_of_its_own(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        string[] ids = ["0", "a", "A", "0123456789abcdefghijklm", "nopqrstuvwxyzABCDEFGHIJ", "KLMNOPQRSTUVWXYZ", "địa phương"];
        var expiry = version == ProtocolVersion.V500 ? new PropertySet { SessionExpirySeconds = 60 } : null;
        foreach (string id in ids)
        {
            RawClient client = await broker.ConnectRawAsync(id, version, cleanStart: false, properties: expiry);
            Assert.False(client.ConnAck!.SessionPresent);
            client.Socket.Dispose();
        }

        foreach (string id in ids) Assert.True((await broker.ConnectRawAsync(id, version, cleanStart: false, properties: expiry)).ConnAck!.SessionPresent);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.3-8", "MQTT-3.2.2-6", "MQTT-3.2.2-7")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.3-9", "MQTT-3.2.2-4", "MQTT-3.2.2-5")]
    public async Task An_identifier_that_is_too_long_is_refused_by_its_code(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { ClientIdBytesMax = 23 });
        await AssertRefusedAsync(broker, version, ReasonCode.ClientIdentifierNotValid, new string('x', 24));
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.4-6", "MQTT-3.1.4-2")]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.4-5")]
    public async Task After_a_refusal_nothing_is_processed(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        broker.Gate.Connect = _ => ReasonCode.NotAuthorized;
        await AssertRefusedAsync(broker, version, ReasonCode.NotAuthorized, "a", new PublishPacket { Topic = "t" });
        Assert.Equal(0, broker.Sink.Offers);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause("MQTT-3.2.0-1")]
    public async Task CONNACK_comes_before_what_waited(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var expiry = version == ProtocolVersion.V500 ? new PropertySet { SessionExpirySeconds = 60 } : null;
        RawClient first = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        await first.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        first.Socket.Dispose();
        await broker.Observer.UntilAsync("disconnected a TransportClosed");
        Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce }));
        RawClient second = await broker.ConnectRawAsync("a", version, cleanStart: false, properties: expiry);
        await second.ReadAsync<PublishPacket>();
    }

    [Fact]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.2-6", "MQTT-3.1.4-3", "MQTT-3.2.2-1")]
    public async Task A_clean_session_forgets_what_was_and_is_forgotten()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient kept = await broker.ConnectRawAsync("a", ProtocolVersion.V311, cleanStart: false);
        await kept.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        kept.Socket.Dispose();
        RawClient clean = await broker.ConnectRawAsync("a", ProtocolVersion.V311, cleanStart: true);
        Assert.False(clean.ConnAck!.SessionPresent);
        Assert.Equal(0, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce }));
        await clean.SubscribeAsync("t", QualityOfService.AtLeastOnce);
        clean.Socket.Dispose();
        RawClient again = await broker.ConnectRawAsync("a", ProtocolVersion.V311, cleanStart: false);
        Assert.False(again.ConnAck!.SessionPresent);
        Assert.Equal(0, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Qos = QualityOfService.AtLeastOnce }));
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    [Clause(ProtocolVersion.V311, "MQTT-3.1.4-2")]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.4-3", "MQTT-3.14.2-2")]
    public async Task The_older_of_two_connections_is_ended_and_the_younger_goes_on(ProtocolVersion version)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient old = await broker.ConnectRawAsync("a", version);
        RawClient young = await broker.ConnectRawAsync("a", version);
        if (version == ProtocolVersion.V500)
        {
            DisconnectPacket end = await old.ReadAsync<DisconnectPacket>();
            Assert.Equal(ReasonCode.SessionTakenOver, end.Reason);
            Assert.Null(end.Properties?.SessionExpirySeconds);
        }

        await old.ReadEndAsync();
        await young.AssertSilentAsync();
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.12.0-1", "MQTT-4.12.0-4")]
    public async Task An_authentication_method_is_refused_as_unknown()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.OpenAsync();
        var asked = new PropertySet { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationData = [1, 2] };
        await client.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "a", CleanStart = true, Properties = asked });
        Assert.Equal(ReasonCode.BadAuthenticationMethod, (await client.ReadAsync<ConnAckPacket>()).Reason);
        await client.ReadEndAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-28", "MQTT-4.12.0-6")]
    public async Task CONNACK_has_no_response_information_and_no_authentication_method(bool asked)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { RequestResponseInformation = asked });
        Assert.Null(client.ConnAck!.Properties?.ResponseInformation);
        Assert.Null(client.ConnAck.Properties?.AuthenticationMethod);
    }

    private static async Task AssertRefusedAsync(
        TestBroker broker, ProtocolVersion version, ReasonCode reason, string clientId, params Packet[] behind)
    {
        RawClient client = await broker.OpenAsync(version);
        await client.SendAsync([new ConnectPacket { Version = version, ClientId = clientId, CleanStart = true }, .. behind]);
        ConnAckPacket answer = await client.ReadAsync<ConnAckPacket>();
        Assert.Equal((reason, false), (answer.Reason, answer.SessionPresent));
        await client.ReadEndAsync();
    }
}
