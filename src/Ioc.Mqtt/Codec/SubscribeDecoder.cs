using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (5.0 §3.8, §3.10): an identifier, properties, at least one filter.</summary>
internal static class SubscribeDecoder
{
    public static Packet? DecodeSubscribe(ProtocolVersion version, ref FieldReader fields)
    {
        if (!TryHead(ref fields, PacketType.Subscribe, version, out ushort packetId, out PropertySet? properties)) return null;
        var entries = new List<SubscribeEntry>(1);
        while (!fields.AtEnd)
        {
            if (!TryFilter(ref fields, out string filter) || !fields.TryByte(out byte options)) return null;
            if (!CheckOptions(ref fields, options, version, filter)) return null;
            entries.Add(new SubscribeEntry(filter, (QualityOfService)(options & 3))
            {
                NoLocal = (options & 0x04) != 0,
                RetainAsPublished = (options & 0x08) != 0,
                RetainHandling = (RetainHandling)((options >> 4) & 3),
            });
        }

        return fields.Finish() ? new SubscribePacket { PacketId = packetId, Entries = entries, Properties = properties } : null;
    }

    public static Packet? DecodeUnsubscribe(ProtocolVersion version, ref FieldReader fields)
    {
        if (!TryHead(ref fields, PacketType.Unsubscribe, version, out ushort packetId, out PropertySet? properties)) return null;
        var filters = new List<string>(1);
        while (!fields.AtEnd)
        {
            if (!TryFilter(ref fields, out string filter)) return null;
            filters.Add(filter);
        }

        return fields.Finish() ? new UnsubscribePacket { PacketId = packetId, Filters = filters, Properties = properties } : null;
    }

    private static bool TryHead(
        ref FieldReader fields, PacketType type, ProtocolVersion version, out ushort packetId, out PropertySet? properties)
    {
        properties = null;
        if (!fields.TryPacketId(out packetId)) return false;
        if (version == ProtocolVersion.V500 && !PropertySetDecoder.TryRead(ref fields, type, out properties)) return false;
        return !fields.AtEnd || fields.Fail(MalformedReason.NoTopicFilter);
    }

    private static bool TryFilter(ref FieldReader fields, out string filter)
    {
        filter = "";
        if (!fields.TryUtf8(out ReadOnlySpan<byte> bytes)) return false;
        MalformedReason reason = TopicFilter.Check(bytes);
        if (reason != MalformedReason.None) return fields.Fail(reason);
        filter = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private static bool CheckOptions(ref FieldReader fields, byte options, ProtocolVersion version, string filter)
    {
        int reserved = version == ProtocolVersion.V500 ? 0xC0 : 0xFC;
        if ((options & reserved) != 0) return fields.Fail(MalformedReason.SubscriptionOptionsReserved);
        if ((options & 3) == 3) return fields.Fail(MalformedReason.SubscriptionQosInvalid);
        if ((options & 0x30) == 0x30) return fields.Fail(MalformedReason.RetainHandlingInvalid);
        return (options & 0x04) == 0 || !TopicFilter.IsShared(filter) || fields.Fail(MalformedReason.NoLocalOnShared);
    }
}
