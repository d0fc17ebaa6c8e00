using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>PUBLISH of both versions (5.0 §3.3), without allocating.</summary>
internal static class PublishDecoder
{
    public static MalformedReason Decode(in Frame frame, ProtocolVersion version, out PublishView publish)
    {
        publish = default;
        int flags = frame.Flags;
        var view = new PublishView
        {
            Qos = (QualityOfService)((flags >> 1) & 3),
            Retain = (flags & FixedHeader.Retain) != 0,
            Duplicate = (flags & FixedHeader.Duplicate) != 0,
        };
        ReadOnlySpan<byte> body = frame.Body;
        var fields = new FieldReader(body);
        if (!fields.TryUtf8(out view.Topic)) return fields.Fault;
        if (view.Qos != QualityOfService.AtMostOnce && !fields.TryPacketId(out view.PacketId)) return fields.Fault;
        if (version == ProtocolVersion.V500 && !TryProperties(ref fields, ref view)) return fields.Fault;

        // An alias may stand for the topic only in 5.0; its number is checked against the table by the receiver.
        if (!view.Topic.IsEmpty || view.TopicAlias == 0)
        {
            MalformedReason topic = TopicName.Check(view.Topic);
            if (topic != MalformedReason.None) return topic;
        }

        view.Payload = frame.Sequence.Slice(body.Length - fields.Rest.Length);
        publish = view;
        return MalformedReason.None;
    }

    public static Packet? DecodePacket(in Frame frame, ProtocolVersion version, ref FieldReader fields)
    {
        MalformedReason reason = Decode(frame, version, out PublishView view);
        if (reason != MalformedReason.None)
        {
            fields.Fail(reason);
            return null;
        }

        PropertySet? properties = null;
        if (!view.Properties.IsEmpty)
        {
            // The view holds the properties without their length, which the set's reader wants in front.
            fields = new FieldReader(frame.Body);
            fields.TryBinary(out _);
            if (view.PacketId != 0) fields.TryUInt16(out _);
            if (!PropertySetDecoder.TryRead(ref fields, PacketType.Publish, out properties)) return null;
        }

        return new PublishPacket
        {
            Topic = Encoding.UTF8.GetString(view.Topic),
            Payload = System.Buffers.BuffersExtensions.ToArray(view.Payload),
            Qos = view.Qos,
            Retain = view.Retain,
            Duplicate = view.Duplicate,
            PacketId = view.PacketId,
            Properties = properties,
        };
    }

    public static bool TryTopic(ref FieldReader fields, [NotNullWhen(true)] out string? topic)
    {
        topic = null;
        if (!fields.TryUtf8(out ReadOnlySpan<byte> bytes)) return false;
        MalformedReason reason = TopicName.Check(bytes);
        if (reason != MalformedReason.None) return fields.Fail(reason);
        topic = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private static bool TryProperties(scoped ref FieldReader fields, scoped ref PublishView publish)
    {
        if (!PropertySetDecoder.TryRaw(ref fields, out ReadOnlySpan<byte> raw)) return false;
        publish.Properties = raw;
        if (publish.Properties.IsEmpty) return true;
        var reader = new PropertyReader(publish.Properties, PacketType.Publish);
        while (reader.TryNext(out PropertyValue value))
        {
            switch (value.Id)
            {
                case PropertyId.TopicAlias:
                    publish.TopicAlias = (ushort)value.Number;
                    break;
                case PropertyId.MessageExpiryInterval:
                    publish.HasExpiry = true;
                    publish.ExpirySeconds = value.Number;
                    break;
                case PropertyId.SubscriptionIdentifier:
                    publish.HasSubscriptionIdentifier = true;
                    break;
            }
        }

        return reader.Fault == MalformedReason.None || fields.Fail(reader.Fault);
    }
}
