using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Broker;

/// <summary>The client's answers to our messages (PUBACK, PUBREC, PUBCOMP), and PUBREL, the end of its own QoS 2 publishes.</summary>
internal static class AckHandler
{
    public static LoopSignal Handle(BrokerConnection connection, Session session, in Frame frame, FlushBatch batch)
    {
        MalformedReason malformed = AckDecoder.Decode(frame, connection.Version, out ushort packetId, out ReasonCode reason);
        if (malformed != MalformedReason.None) return connection.Fail(malformed);
        switch (frame.Type)
        {
            case PacketType.PubAck or PacketType.PubComp:
                Done(connection, session, packetId, frame.Type, reason, batch);
                break;
            case PacketType.PubRec when reason >= ReasonCode.UnspecifiedError:
                // A refusing PUBREC ends the exchange (§4.3.3).
                Done(connection, session, packetId, frame.Type, reason, batch);
                break;
            case PacketType.PubRec:
                ReasonCode known = session.Release(packetId, out long released) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
                connection.AnswerAfter(released, PacketType.PubRel, packetId, known);
                break;
            default:
                ReasonCode taken = session.CompleteReceived(packetId, out long done) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
                connection.AnswerAfter(done, PacketType.PubComp, packetId, taken);
                break;
        }

        return LoopSignal.Continue;
    }

    private static void Done(BrokerConnection connection, Session session, ushort packetId, PacketType answer, ReasonCode reason, FlushBatch batch)
    {
        long tag = session.Acknowledge(packetId, answer, batch);
        if (tag != 0 && reason < ReasonCode.UnspecifiedError) connection.Parts.Observer?.Delivered(connection, tag);
    }
}
