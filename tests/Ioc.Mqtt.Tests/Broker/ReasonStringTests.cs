using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>What a developer of a client is told beside the code, and when he is not.</summary>
public sealed class ReasonStringTests
{
    [Theory]
    [InlineData(null, "The client identifier is longer than 256 bytes")]
    [InlineData(20, null)]
    [Clause(ProtocolVersion.V500, "MQTT-3.2.2-19")]
    public async Task A_refused_CONNECT_is_told_why_if_the_client_takes_a_packet_that_long(int? packetBytes, string? told)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.OpenAsync();
        await client.SendAsync(new ConnectPacket
        {
            Version = ProtocolVersion.V500,
            ClientId = new string('x', 300),
            CleanStart = true,
            Properties = new PropertySet { MaximumPacketBytes = (uint?)packetBytes },
        });
        ConnAckPacket answer = await client.ReadAsync<ConnAckPacket>();
        Assert.Equal((ReasonCode.ClientIdentifierNotValid, told), (answer.Reason, answer.Properties?.ReasonString));
        await client.ReadEndAsync();
    }

    [Theory]
    [InlineData(null, "A second CONNECT (MQTT-3.1.0-2)")]
    [InlineData(20, null)]
    [Clause(ProtocolVersion.V500, "MQTT-3.14.2-3")]
    public async Task DISCONNECT_names_the_rule_if_the_client_takes_a_packet_that_long(int? packetBytes, string? told)
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { MaximumPacketBytes = (uint?)packetBytes, RequestProblemInformation = false });
        await client.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "raw", CleanStart = true });
        DisconnectPacket end = await client.ReadAsync<DisconnectPacket>();
        Assert.Equal((ReasonCode.ProtocolError, told), (end.Reason, end.Properties?.ReasonString));
        Assert.Equal(1, broker.Broker.Metrics.Faults(ProtocolFault.SecondConnect));
    }

    [Fact]
    public async Task Bytes_that_are_no_packet_are_named_too()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(0x30, 0x04, 0x00, 0x01, (byte)'#', 0x00);
        Assert.Equal("TopicWildcard (MQTT-3.3.2-2)", (await client.ReadAsync<DisconnectPacket>()).Properties!.ReasonString);
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(true, null, true)]
    [InlineData(false, null, false)]
    [InlineData(null, 30, false)]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-29", "MQTT-3.9.2-1")]
    public async Task SUBACK_explains_only_to_who_wants_problems_and_has_room_for_them(bool? wants, int? packetBytes, bool isTold)
    {
        await using TestBroker broker = await TestBroker.StartAsync(new MqttLimits { TopicLevelsMax = 3 });
        RawClient client = await broker.ConnectRawAsync(properties: new PropertySet { RequestProblemInformation = wants, MaximumPacketBytes = (uint?)packetBytes });
        await client.SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry("1/2/3/4", QualityOfService.AtMostOnce), new SubscribeEntry("1", QualityOfService.AtMostOnce)] });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal([ReasonCode.TopicFilterInvalid, ReasonCode.Success], answer.Reasons);
        Assert.Equal(isTold ? "A filter has more than 3 levels." : null, answer.Properties?.ReasonString);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-3.1.2-24", "MQTT-3.14.0-1")]
    public async Task A_client_that_has_no_room_for_CONNACK_hears_nothing_and_is_closed()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.OpenAsync();
        await client.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "a", CleanStart = true, Properties = new PropertySet { MaximumPacketBytes = 5 } });
        await client.ReadEndAsync();
        Assert.Equal(1, broker.Broker.Metrics.Faults(ProtocolFault.AnswerTooLargeForClient));
        Assert.True((await broker.ConnectAsync("a")).Result.IsAccepted);
    }

    [Fact]
    [Clause(ProtocolVersion.V500, "MQTT-4.12.0-1", "MQTT-4.12.0-7")]
    public async Task Enhanced_authentication_is_declined_and_AUTH_without_it_is_a_protocol_error()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient asking = await broker.OpenAsync();
        await asking.SendAsync(new ConnectPacket { Version = ProtocolVersion.V500, ClientId = "a", CleanStart = true, Properties = new PropertySet { AuthenticationMethod = "SCRAM" } });
        ConnAckPacket refusal = await asking.ReadAsync<ConnAckPacket>();
        Assert.Equal((ReasonCode.BadAuthenticationMethod, "Enhanced authentication is not offered"), (refusal.Reason, refusal.Properties!.ReasonString));
        await asking.ReadEndAsync();
        RawClient client = await broker.ConnectRawAsync();
        await client.SendAsync(new AuthPacket { Reason = ReasonCode.Reauthenticate, Properties = new PropertySet { AuthenticationMethod = "SCRAM" } });
        await client.ReadDisconnectAsync(ReasonCode.ProtocolError);
    }

    [Fact]
    public void Every_fault_has_a_clause_and_a_code_its_packet_may_carry()
    {
        foreach (ProtocolFault fault in Enum.GetValues<ProtocolFault>())
        {
            Assert.NotEqual("", fault.Clause());
            Assert.True(Ioc.Mqtt.Codec.ReasonCodeTable.IsAllowed(PacketType.Disconnect, fault.Code()), $"{fault}");
        }

        foreach (Ioc.Mqtt.Codec.MalformedReason reason in Enum.GetValues<Ioc.Mqtt.Codec.MalformedReason>().Skip(1))
        {
            Assert.Matches(@"^(MQTT-|3\.1\.1 MQTT-|5\.0 )\d", Ioc.Mqtt.Codec.MalformedClauses.Clause(reason));
        }
    }
}
