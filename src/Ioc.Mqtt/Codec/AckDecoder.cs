using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP (5.0 §3.4 to §3.7): two bytes, in 5.0 perhaps a reason and properties.</summary>
internal static class AckDecoder
{
    public static MalformedReason Decode(in Frame frame, ProtocolVersion version, out ushort packetId, out ReasonCode reason)
    {
        var fields = new FieldReader(frame.Body);
        return Read(ref fields, frame.Type, version, out packetId, out reason, out _) ? MalformedReason.None : fields.Fault;
    }

    public static Packet? DecodePacket(in Frame frame, ProtocolVersion version, ref FieldReader fields)
    {
        if (!Read(ref fields, frame.Type, version, out ushort packetId, out ReasonCode reason, out PropertySet? properties)) return null;
        return new AckPacket(frame.Type) { PacketId = packetId, Reason = reason, Properties = properties };
    }

    private static bool Read(
        ref FieldReader fields, PacketType type, ProtocolVersion version, out ushort packetId, out ReasonCode reason, out PropertySet? properties)
    {
        reason = ReasonCode.Success;
        properties = null;
        if (!fields.TryPacketId(out packetId)) return false;
        if (version == ProtocolVersion.V500 && !fields.AtEnd)
        {
            fields.TryByte(out byte code);
            reason = (ReasonCode)code;
            if (!ReasonCodeTable.IsAllowed(type, reason)) return fields.Fail(MalformedReason.ReasonCodeInvalid);
            if (!fields.AtEnd && !PropertySetDecoder.TryRead(ref fields, type, out properties)) return false;
        }

        return fields.Finish();
    }
}
