using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>CONNECT of both versions (5.0 §3.1).</summary>
internal static class ConnectEncoder
{
    public static void Write(FieldWriter fields, ConnectPacket connect)
    {
        bool v5 = connect.Version == ProtocolVersion.V500;
        fields.String("MQTT");
        fields.Byte((byte)connect.Version);
        fields.Byte(Flags(connect));
        fields.UInt16(connect.KeepAliveSeconds);
        if (v5) PropertySetEncoder.Write(fields, connect.Properties);
        fields.String(connect.ClientId);
        if (connect.Will is { } will)
        {
            if (v5) PropertySetEncoder.Write(fields, will.Properties);
            fields.String(will.Topic);
            fields.Binary(will.Payload);
        }

        if (connect.UserName is not null) fields.String(connect.UserName);
        if (connect.Password is not null) fields.Binary(connect.Password);
    }

    private static byte Flags(ConnectPacket connect)
    {
        int flags = connect.CleanStart ? 0x02 : 0;
        if (connect.Will is { } will) flags |= 0x04 | ((int)will.Qos << 3) | (will.Retain ? 0x20 : 0);
        if (connect.Password is not null) flags |= 0x40;
        if (connect.UserName is not null) flags |= 0x80;
        return (byte)flags;
    }
}
