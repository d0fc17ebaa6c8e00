namespace Ioc.Mqtt.Codec;

/// <summary>The first byte of a packet: which flag bits each type allows (5.0 §2.1.3).</summary>
internal static class FixedHeader
{
    public const int Retain = 0x01;
    public const int Duplicate = 0x08;

    public static MalformedReason Check(byte header)
    {
        int flags = header & 0x0F;
        switch ((PacketType)(header >> 4))
        {
            case PacketType.Reserved:
                return MalformedReason.PacketTypeReserved;
            case PacketType.Publish:
                int qos = (flags >> 1) & 3;
                if (qos == 3) return MalformedReason.PublishQosInvalid;
                return qos == 0 && (flags & Duplicate) != 0 ? MalformedReason.PublishDuplicateAtQos0 : MalformedReason.None;
            case PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe:
                return flags == 2 ? MalformedReason.None : MalformedReason.FixedHeaderFlags;
            default:
                return flags == 0 ? MalformedReason.None : MalformedReason.FixedHeaderFlags;
        }
    }

    /// <summary>The first byte for a packet without variable flags.</summary>
    public static byte For(PacketType type) =>
        (byte)(((int)type << 4) | (type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? 2 : 0));
}
