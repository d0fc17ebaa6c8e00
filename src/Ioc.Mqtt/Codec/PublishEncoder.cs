using System.Buffers.Binary;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Codec;

/// <summary>PUBLISH straight into a connection's output: measured first, so that nothing is written twice or allocated.</summary>
internal static class PublishEncoder
{
    /// <summary>Identifier byte and four bytes.</summary>
    private const int ExpiryBytes = 5;

    public static byte Header(QualityOfService qos, bool retain, bool duplicate) =>
        (byte)(((int)PacketType.Publish << 4) | (duplicate ? FixedHeader.Duplicate : 0) | ((int)qos << 1) | (retain ? FixedHeader.Retain : 0));

    /// <summary>Bytes of the whole packet.</summary>
    public static int PacketBytes(in PublishParts parts)
    {
        int body = BodyBytes(parts, PropertyBytes(parts));
        return 1 + FieldWriter.VariableIntegerBytes(body) + body;
    }

    /// <summary>False when the output is closed.</summary>
    public static bool Write_NeedsLock(OutputBuffer output, in PublishParts parts)
    {
        int properties = PropertyBytes(parts);
        int body = BodyBytes(parts, properties);
        Span<byte> small = stackalloc byte[1 + FieldWriter.VariableIntegerBytesMax + 2];
        small[0] = Header(parts.Qos, parts.Retain, parts.Duplicate);
        int count = 1 + FieldWriter.WriteVariableInteger(small[1..], (uint)body);
        BinaryPrimitives.WriteUInt16BigEndian(small[count..], (ushort)parts.Topic.Length);
        if (!output.Write_NeedsLock(small[..(count + 2)]) || !output.Write_NeedsLock(parts.Topic)) return false;
        if (parts.PacketId != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(small, parts.PacketId);
            output.Write_NeedsLock(small[..2]);
        }

        if (parts.Version == ProtocolVersion.V500) WriteProperties_NeedsLock(output, parts, properties);
        output.Write_NeedsLock(parts.Payload);
        return !output.IsClosed;
    }

    private static int BodyBytes(in PublishParts parts, int propertyBytes)
    {
        int bytes = 2 + parts.Topic.Length + (parts.PacketId != 0 ? 2 : 0) + parts.Payload.Length;
        return parts.Version == ProtocolVersion.V500 ? bytes + FieldWriter.VariableIntegerBytes(propertyBytes) + propertyBytes : bytes;
    }

    private static int PropertyBytes(in PublishParts parts)
    {
        if (parts.Version != ProtocolVersion.V500) return 0;
        int bytes = parts.Properties.Length + (parts.ExpirySeconds is null ? 0 : ExpiryBytes);
        foreach (uint id in parts.SubscriptionIdentifiers) bytes += 1 + FieldWriter.VariableIntegerBytes((int)id);
        return bytes;
    }

    private static void WriteProperties_NeedsLock(OutputBuffer output, in PublishParts parts, int propertyBytes)
    {
        Span<byte> small = stackalloc byte[1 + FieldWriter.VariableIntegerBytesMax];
        output.Write_NeedsLock(small[..FieldWriter.WriteVariableInteger(small, (uint)propertyBytes)]);
        if (parts.ExpirySeconds is { } expirySeconds)
        {
            small[0] = (byte)PropertyId.MessageExpiryInterval;
            BinaryPrimitives.WriteUInt32BigEndian(small[1..], expirySeconds);
            output.Write_NeedsLock(small[..ExpiryBytes]);
        }

        foreach (uint id in parts.SubscriptionIdentifiers)
        {
            small[0] = (byte)PropertyId.SubscriptionIdentifier;
            output.Write_NeedsLock(small[..(1 + FieldWriter.WriteVariableInteger(small[1..], id))]);
        }

        output.Write_NeedsLock(parts.Properties);
    }
}
