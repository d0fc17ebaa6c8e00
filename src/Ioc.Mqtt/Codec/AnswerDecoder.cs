using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>CONNACK, SUBACK, UNSUBACK, DISCONNECT and AUTH: packets that carry reason codes.</summary>
internal static class AnswerDecoder
{
    public static Packet? DecodeConnAck(ProtocolVersion version, ref FieldReader fields)
    {
        if (!fields.TryByte(out byte flags) || !fields.TryByte(out byte code)) return null;
        PropertySet? properties = null;
        ReasonCode reason = (ReasonCode)code;
        if (version == ProtocolVersion.V500)
        {
            if (!CheckReason(ref fields, PacketType.ConnAck, reason)) return null;
            if (!PropertySetDecoder.TryRead(ref fields, PacketType.ConnAck, out properties)) return null;
        }
        else if (!ConnAckCodes.TryFromV311(code, out reason))
        {
            fields.Fail(MalformedReason.ReasonCodeInvalid);
            return null;
        }

        if (flags > 1 || (flags == 1 && code != 0))
        {
            fields.Fail(MalformedReason.ConnAckFlags);
            return null;
        }

        return fields.Finish() ? new ConnAckPacket { SessionPresent = flags == 1, Reason = reason, Properties = properties } : null;
    }

    public static Packet? DecodeSubAck(ProtocolVersion version, ref FieldReader fields)
    {
        if (!TryHead(ref fields, PacketType.SubAck, version, out ushort packetId, out PropertySet? properties)) return null;
        var reasons = TryReasons(ref fields, PacketType.SubAck);
        if (reasons is null || !fields.Finish()) return null;
        if (reasons.Count > 0) return new SubAckPacket { PacketId = packetId, Reasons = reasons, Properties = properties };
        fields.Fail(MalformedReason.NoTopicFilter);
        return null;
    }

    public static Packet? DecodeUnsubAck(ProtocolVersion version, ref FieldReader fields)
    {
        if (!TryHead(ref fields, PacketType.UnsubAck, version, out ushort packetId, out PropertySet? properties)) return null;
        List<ReasonCode>? reasons = version == ProtocolVersion.V500 ? TryReasons(ref fields, PacketType.UnsubAck) : [];
        return reasons is not null && fields.Finish()
            ? new UnsubAckPacket { PacketId = packetId, Reasons = reasons, Properties = properties }
            : null;
    }

    public static Packet? DecodeDisconnect(ProtocolVersion version, ref FieldReader fields)
    {
        if (!TryReasonAndProperties(ref fields, PacketType.Disconnect, version, out ReasonCode reason, out PropertySet? properties)) return null;
        return new DisconnectPacket { Reason = reason, Properties = properties };
    }

    public static Packet? DecodeAuth(ProtocolVersion version, ref FieldReader fields)
    {
        if (version != ProtocolVersion.V500)
        {
            fields.Fail(MalformedReason.PacketNotInVersion);
            return null;
        }

        if (!TryReasonAndProperties(ref fields, PacketType.Auth, version, out ReasonCode reason, out PropertySet? properties)) return null;
        return new AuthPacket { Reason = reason, Properties = properties };
    }

    private static bool TryHead(
        ref FieldReader fields, PacketType type, ProtocolVersion version, out ushort packetId, out PropertySet? properties)
    {
        properties = null;
        if (!fields.TryPacketId(out packetId)) return false;
        return version != ProtocolVersion.V500 || PropertySetDecoder.TryRead(ref fields, type, out properties);
    }

    private static List<ReasonCode>? TryReasons(ref FieldReader fields, PacketType type)
    {
        var reasons = new List<ReasonCode>(1);
        while (!fields.AtEnd)
        {
            fields.TryByte(out byte code);
            if (!CheckReason(ref fields, type, (ReasonCode)code)) return null;
            reasons.Add((ReasonCode)code);
        }

        return reasons;
    }

    /// <summary>DISCONNECT and AUTH may end early: no reason means success, no property length means no properties (§3.14.2, §3.15.2).</summary>
    private static bool TryReasonAndProperties(
        ref FieldReader fields, PacketType type, ProtocolVersion version, out ReasonCode reason, out PropertySet? properties)
    {
        reason = ReasonCode.Success;
        properties = null;
        if (version != ProtocolVersion.V500 || fields.AtEnd) return fields.Finish();
        fields.TryByte(out byte code);
        reason = (ReasonCode)code;
        if (!CheckReason(ref fields, type, reason)) return false;
        if (!fields.AtEnd && !PropertySetDecoder.TryRead(ref fields, type, out properties)) return false;
        return fields.Finish();
    }

    private static bool CheckReason(ref FieldReader fields, PacketType type, ReasonCode reason) =>
        ReasonCodeTable.IsAllowed(type, reason) || fields.Fail(MalformedReason.ReasonCodeInvalid);
}
