using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>CONNECT of both versions (5.0 §3.1): one reader of its flags, so that neither version checks less than the other.</summary>
internal static class ConnectDecoder
{
    private const int Reserved = 0x01;
    private const int CleanStart = 0x02;
    private const int Will = 0x04;
    private const int WillRetain = 0x20;
    private const int Password = 0x40;
    private const int UserName = 0x80;

    /// <summary>Null when malformed. The level is the one read, 0 if none, because a refusal is written in the caller's version.</summary>
    public static Packet? Decode(ReadOnlySpan<byte> body, ref FieldReader fields, out byte level)
    {
        fields = new FieldReader(body);
        level = 0;
        if (!TryProtocol(ref fields, out level) || !fields.TryByte(out byte flags)) return null;
        var version = (ProtocolVersion)level;
        if (!CheckFlags(ref fields, flags, version) || !fields.TryUInt16(out ushort keepAlive)) return null;
        PropertySet? properties = null;
        if (version == ProtocolVersion.V500 && !PropertySetDecoder.TryRead(ref fields, PacketType.Connect, out properties)) return null;
        if (!fields.TryString(out string? clientId)) return null;
        WillMessage? will = null;
        if ((flags & Will) != 0 && !TryWill(ref fields, flags, version, out will)) return null;
        string? userName = null;
        if ((flags & UserName) != 0 && !fields.TryString(out userName)) return null;
        ReadOnlySpan<byte> password = default;
        if ((flags & Password) != 0 && !fields.TryBinary(out password)) return null;
        if (!fields.Finish()) return null;
        return new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = (flags & CleanStart) != 0,
            KeepAliveSeconds = keepAlive,
            UserName = userName,
            Password = (flags & Password) != 0 ? password.ToArray() : null,
            Will = will,
            Properties = properties,
        };
    }

    private static bool TryProtocol(ref FieldReader fields, out byte level)
    {
        level = 0;
        if (!fields.TryBinary(out ReadOnlySpan<byte> name)) return false;
        // MQIsdp is 3.1: a name of its own, but a protocol version to refuse as such.
        if (name.SequenceEqual("MQIsdp"u8)) return fields.Fail(MalformedReason.ProtocolLevelUnsupported);
        if (!name.SequenceEqual("MQTT"u8)) return fields.Fail(MalformedReason.ProtocolNameInvalid);
        if (!fields.TryByte(out level)) return false;
        return level is (byte)ProtocolVersion.V311 or (byte)ProtocolVersion.V500 || fields.Fail(MalformedReason.ProtocolLevelUnsupported);
    }

    private static bool CheckFlags(ref FieldReader fields, byte flags, ProtocolVersion version)
    {
        if ((flags & Reserved) != 0) return fields.Fail(MalformedReason.ConnectReservedFlag);
        int willQos = WillQos(flags);
        if ((flags & Will) == 0 && (willQos != 0 || (flags & WillRetain) != 0)) return fields.Fail(MalformedReason.WillFlagsWithoutWill);
        if (willQos == 3) return fields.Fail(MalformedReason.WillQosInvalid);
        return version != ProtocolVersion.V311 || (flags & Password) == 0 || (flags & UserName) != 0
            || fields.Fail(MalformedReason.PasswordWithoutUserName);
    }

    private static int WillQos(byte flags) => (flags >> 3) & 3;

    private static bool TryWill(ref FieldReader fields, byte flags, ProtocolVersion version, out WillMessage? will)
    {
        will = null;
        PropertySet? properties = null;
        if (version == ProtocolVersion.V500 && !PropertySetDecoder.TryRead(ref fields, PacketType.Reserved, out properties)) return false;
        if (!PublishDecoder.TryTopic(ref fields, out string? topic) || !fields.TryBinary(out ReadOnlySpan<byte> payload)) return false;
        will = new WillMessage
        {
            Topic = topic,
            Payload = payload.ToArray(),
            Qos = (QualityOfService)WillQos(flags),
            Retain = (flags & WillRetain) != 0,
            Properties = properties,
        };
        return true;
    }
}
