using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>Step 2: which handler a client's packet is for, and which packets a client may not send.</summary>
internal static class PacketDispatch
{
    public static LoopSignal Handle(BrokerConnection connection, in Frame frame, FlushBatch batch)
    {
        if (connection.Session is not { } session) return HandleFirst(connection, frame);
        switch (frame.Type)
        {
            case PacketType.Publish:
                return connection.Publishes.Handle(frame, batch);
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                return AckHandler.Handle(connection, session, frame, batch);
            case PacketType.PingReq:
                if (!frame.Body.IsEmpty) return connection.Fail(MalformedReason.TrailingBytes);
                connection.Writer.WritePingResp();
                return LoopSignal.Continue;
            case PacketType.Subscribe or PacketType.Unsubscribe or PacketType.Disconnect:
                return HandleControl(connection, session, frame, batch);
            case PacketType.Connect:
                return connection.FailProtocol(ProtocolFault.SecondConnect);
            case PacketType.Auth when connection.Version == ProtocolVersion.V500:
                // §4.12: without an authentication method in CONNECT there is nothing to continue.
                return connection.FailProtocol(ProtocolFault.AuthWithoutMethod);
            case PacketType.Auth:
                return connection.Fail(MalformedReason.PacketNotInVersion);
            default:
                return connection.Fail(MalformedReason.WrongDirection);
        }
    }

    private static LoopSignal HandleFirst(BrokerConnection connection, in Frame frame)
    {
        if (frame.Type != PacketType.Connect) return connection.FailProtocol(ProtocolFault.FirstPacketNotConnect);
        var fields = new FieldReader(frame.Body);
        connection.PendingConnect = ConnectDecoder.Decode(frame.Body, ref fields, out byte level) as ConnectPacket;
        if (level >= (byte)ProtocolVersion.V500) connection.Speak(ProtocolVersion.V500);
        return connection.PendingConnect is null ? connection.Fail(fields.Fault) : LoopSignal.Connect;
    }

    private static LoopSignal HandleControl(BrokerConnection connection, Session session, in Frame frame, FlushBatch batch)
    {
        Packet? packet = PacketDecoder.Decode(frame, connection.Version, out MalformedReason reason);
        return packet switch
        {
            null => connection.Fail(reason),
            SubscribePacket subscribe => SubscribeHandler.Subscribe(connection, session, subscribe, batch),
            UnsubscribePacket unsubscribe => SubscribeHandler.Unsubscribe(connection, session, unsubscribe, batch),
            DisconnectPacket disconnect => DisconnectHandler.Handle(connection, session, disconnect),
            _ => connection.Fail(MalformedReason.WrongDirection),
        };
    }
}
