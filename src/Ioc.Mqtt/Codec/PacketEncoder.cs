using System.Buffers;
using System.Diagnostics;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>Packet to bytes, for control packets and tests; messages and acknowledgements have their own writers without garbage.</summary>
internal static class PacketEncoder
{
    [ThreadStatic]
    private static FieldWriter? body;

    public static void Encode(Packet packet, ProtocolVersion version, IBufferWriter<byte> target)
    {
        FieldWriter fields = body ??= new FieldWriter();
        fields.Clear();
        byte header = WriteBody(fields, packet, version);
        Span<byte> head = stackalloc byte[1 + FieldWriter.VariableIntegerBytesMax];
        head[0] = header;
        int headBytes = 1 + FieldWriter.WriteVariableInteger(head[1..], (uint)fields.Length);
        target.Write(head[..headBytes]);
        target.Write(fields.Written);
    }

    /// <summary>The whole packet in an array of its own.</summary>
    public static byte[] Encode(Packet packet, ProtocolVersion version)
    {
        var target = new ArrayBufferWriter<byte>();
        Encode(packet, version, target);
        return target.WrittenSpan.ToArray();
    }

    private static byte WriteBody(FieldWriter fields, Packet packet, ProtocolVersion version)
    {
        bool v5 = version == ProtocolVersion.V500;
        switch (packet)
        {
            case ConnectPacket connect:
                ConnectEncoder.Write(fields, connect);
                break;
            case ConnAckPacket ack:
                fields.Byte(ack.SessionPresent ? (byte)1 : (byte)0);
                fields.Byte(v5 ? (byte)ack.Reason : ConnAckCodes.ToV311(ack.Reason));
                if (v5) PropertySetEncoder.Write(fields, ack.Properties);
                break;
            case PublishPacket publish:
                return WritePublish(fields, publish, v5);
            case AckPacket ack:
                fields.UInt16(ack.PacketId);
                if (v5) WriteShortReason(fields, ack.Reason, ack.Properties);
                break;
            case SubscribePacket subscribe:
                WriteSubscribe(fields, subscribe, v5);
                break;
            case UnsubscribePacket unsubscribe:
                fields.UInt16(unsubscribe.PacketId);
                if (v5) PropertySetEncoder.Write(fields, unsubscribe.Properties);
                foreach (string filter in unsubscribe.Filters) fields.String(filter);
                break;
            case SubAckPacket ack:
                WriteReasons(fields, ack.PacketId, ack.Reasons, ack.Properties, v5);
                break;
            case UnsubAckPacket ack:
                WriteReasons(fields, ack.PacketId, v5 ? ack.Reasons : [], ack.Properties, v5);
                break;
            case PingPacket:
                break;
            case DisconnectPacket disconnect:
                if (v5) WriteShortReason(fields, disconnect.Reason, disconnect.Properties);
                break;
            case AuthPacket auth:
                WriteShortReason(fields, auth.Reason, auth.Properties);
                break;
            default:
                throw new UnreachableException("BUG: a packet without an encoder");
        }

        return FixedHeader.For(packet.Type);
    }

    private static byte WritePublish(FieldWriter fields, PublishPacket publish, bool v5)
    {
        fields.String(publish.Topic);
        if (publish.Qos != QualityOfService.AtMostOnce) fields.UInt16(publish.PacketId);
        if (v5) PropertySetEncoder.Write(fields, publish.Properties);
        fields.Bytes(publish.Payload);
        return PublishEncoder.Header(publish.Qos, publish.Retain, publish.Duplicate);
    }

    /// <summary>Success without properties is written as nothing, as §3.4.2.1 and §3.14.2.1 allow.</summary>
    private static void WriteShortReason(FieldWriter fields, ReasonCode reason, PropertySet? properties)
    {
        if (reason == ReasonCode.Success && properties is null) return;
        fields.Byte((byte)reason);
        if (properties is not null) PropertySetEncoder.Write(fields, properties);
    }

    private static void WriteSubscribe(FieldWriter fields, SubscribePacket subscribe, bool v5)
    {
        fields.UInt16(subscribe.PacketId);
        if (v5) PropertySetEncoder.Write(fields, subscribe.Properties);
        foreach (SubscribeEntry entry in subscribe.Entries)
        {
            fields.String(entry.Filter);
            int options = (int)entry.Qos;
            if (v5) options |= (entry.NoLocal ? 0x04 : 0) | (entry.RetainAsPublished ? 0x08 : 0) | ((int)entry.RetainHandling << 4);
            fields.Byte((byte)options);
        }
    }

    private static void WriteReasons(FieldWriter fields, ushort packetId, IReadOnlyList<ReasonCode> reasons, PropertySet? properties, bool v5)
    {
        fields.UInt16(packetId);
        if (v5) PropertySetEncoder.Write(fields, properties);
        foreach (ReasonCode reason in reasons)
        {
            // 3.1.1 §3.9.3 knows one failure.
            fields.Byte(!v5 && reason >= ReasonCode.UnspecifiedError ? (byte)ReasonCode.UnspecifiedError : (byte)reason);
        }
    }
}
