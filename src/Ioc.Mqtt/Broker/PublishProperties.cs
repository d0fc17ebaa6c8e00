using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// The properties of a message that subscribers get unchanged [MQTT-3.3.2-4], [MQTT-3.3.2-15], [MQTT-3.3.2-16], [MQTT-3.3.2-17],
/// [MQTT-3.3.2-20]: payload format, content type, response topic, correlation data and user properties, in their order.
/// </summary>
internal static class PublishProperties
{
    /// <summary>Takes them out of a received PUBLISH, whose properties were checked when it was decoded, and answers their bytes.</summary>
    public static int CopyForPassingOn(ReadOnlySpan<byte> received, Span<byte> target)
    {
        if (received.IsEmpty) return 0;
        int length = 0;
        var reader = new PropertyReader(received, PacketType.Publish);
        while (reader.TryNext(out PropertyValue value))
        {
            if (!IsPassedOn(value.Id)) continue;
            value.Raw.CopyTo(target[length..]);
            length += value.Raw.Length;
        }

        return length;
    }

    /// <summary>The same of a will.</summary>
    public static byte[] ForPassingOn(PropertySet? will)
    {
        if (will is null) return [];
        var kept = new PropertySet
        {
            PayloadIsUtf8 = will.PayloadIsUtf8,
            ContentType = will.ContentType,
            ResponseTopic = will.ResponseTopic,
            CorrelationData = will.CorrelationData,
        };
        kept.UserProperties.AddRange(will.UserProperties);
        var writer = new FieldWriter();
        PropertySetEncoder.Write(writer, kept);
        var reader = new FieldReader(writer.Written);
        return PropertySetDecoder.TryRaw(ref reader, out ReadOnlySpan<byte> raw) ? raw.ToArray() : [];
    }

    private static bool IsPassedOn(PropertyId id) => id is PropertyId.PayloadFormatIndicator or PropertyId.ContentType
        or PropertyId.ResponseTopic or PropertyId.CorrelationData or PropertyId.UserProperty;
}
