using System.Buffers.Binary;
using System.Diagnostics;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Codec;

/// <summary>PUBLISH straight into a connection's output: measured first, so that nothing is written twice or allocated.</summary>
internal static class PublishEncoder
{
    /// <summary>Identifier byte and four bytes.</summary>
    private const int ExpiryBytes = 5;

    /// <summary>Identifier byte and two bytes.</summary>
    private const int AliasBytes = 3;

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
        int bytes = 1 + FieldWriter.VariableIntegerBytes(body) + body;
        Span<byte> target = output.Reserve_NeedsLock(bytes);
        if (target.IsEmpty) return false;
        Put(target[..bytes], parts, properties, body);
        output.Commit_NeedsLock(bytes);
        return !output.IsClosed;
    }

    private static void Put(Span<byte> target, in PublishParts parts, int propertyBytes, int bodyBytes)
    {
        target[0] = Header(parts.Qos, parts.Retain, parts.Duplicate);
        target = target[(1 + FieldWriter.WriteVariableInteger(target[1..], (uint)bodyBytes))..];
        BinaryPrimitives.WriteUInt16BigEndian(target, (ushort)parts.Topic.Length);
        parts.Topic.CopyTo(target[2..]);
        target = target[(2 + parts.Topic.Length)..];
        if (parts.PacketId != 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, parts.PacketId);
            target = target[2..];
        }

        if (parts.Version == ProtocolVersion.V500) target = PutProperties(target, parts, propertyBytes);
        Debug.Assert(target.Length == parts.Payload.Length, "BUG: measured and written differ");
        parts.Payload.CopyTo(target);
    }

    private static int BodyBytes(in PublishParts parts, int propertyBytes)
    {
        int bytes = 2 + parts.Topic.Length + (parts.PacketId != 0 ? 2 : 0) + parts.Payload.Length;
        return parts.Version == ProtocolVersion.V500 ? bytes + FieldWriter.VariableIntegerBytes(propertyBytes) + propertyBytes : bytes;
    }

    private static int PropertyBytes(in PublishParts parts)
    {
        if (parts.Version != ProtocolVersion.V500) return 0;
        int bytes = parts.Properties.Length + (parts.ExpirySeconds is null ? 0 : ExpiryBytes) + (parts.TopicAlias == 0 ? 0 : AliasBytes);
        foreach (uint id in parts.SubscriptionIdentifiers) bytes += 1 + FieldWriter.VariableIntegerBytes((int)id);
        return bytes;
    }

    /// <returns>What is behind them.</returns>
    private static Span<byte> PutProperties(Span<byte> target, scoped in PublishParts parts, int propertyBytes)
    {
        target = target[FieldWriter.WriteVariableInteger(target, (uint)propertyBytes)..];
        if (parts.ExpirySeconds is { } expirySeconds)
        {
            target[0] = (byte)PropertyId.MessageExpiryInterval;
            BinaryPrimitives.WriteUInt32BigEndian(target[1..], expirySeconds);
            target = target[ExpiryBytes..];
        }

        if (parts.TopicAlias != 0)
        {
            target[0] = (byte)PropertyId.TopicAlias;
            BinaryPrimitives.WriteUInt16BigEndian(target[1..], parts.TopicAlias);
            target = target[AliasBytes..];
        }

        foreach (uint id in parts.SubscriptionIdentifiers)
        {
            target[0] = (byte)PropertyId.SubscriptionIdentifier;
            target = target[(1 + FieldWriter.WriteVariableInteger(target[1..], id))..];
        }

        parts.Properties.CopyTo(target);
        return target[parts.Properties.Length..];
    }
}
