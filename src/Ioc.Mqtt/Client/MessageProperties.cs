using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>A message's 5.0 properties to bytes and back, without expiry, alias and subscription identifiers, which the encoder adds.</summary>
internal static class MessageProperties
{
    private const int StringBytesMax = ushort.MaxValue;

    public static byte[] Encode(MqttMessage message)
    {
        if (!message.PayloadIsText && message.ContentType is null && message.ResponseTopic is null
            && message.CorrelationData.IsEmpty && message.UserProperties.Count == 0)
        {
            return [];
        }

        var target = new FieldWriter();
        if (message.PayloadIsText)
        {
            target.Byte((byte)PropertyId.PayloadFormatIndicator);
            target.Byte(1);
        }

        String(target, PropertyId.ContentType, message.ContentType);
        String(target, PropertyId.ResponseTopic, message.ResponseTopic);
        if (!message.CorrelationData.IsEmpty)
        {
            target.Byte((byte)PropertyId.CorrelationData);
            target.Binary(message.CorrelationData.Span);
        }

        foreach ((string name, string value) in message.UserProperties)
        {
            String(target, PropertyId.UserProperty, name);
            target.String(value);
        }

        return target.Written.ToArray();
    }

    /// <summary>What the caller must not ask for, because it can't be said in MQTT.</summary>
    /// <exception cref="ArgumentException">A topic name with wildcards, a string that is too long or holds U+0000.</exception>
    public static void Check(MqttMessage message)
    {
        CheckTopic(message.Topic, nameof(message.Topic));
        if (message.ResponseTopic is { } response) CheckTopic(response, nameof(message.ResponseTopic));
        if (message.ContentType is { } type) CheckText(type, nameof(message.ContentType));
        if (message.CorrelationData.Length > StringBytesMax) throw new ArgumentException("CorrelationData has more than 65,535 bytes.");
        foreach ((string name, string value) in message.UserProperties)
        {
            CheckText(name, nameof(message.UserProperties));
            CheckText(value, nameof(message.UserProperties));
        }
    }

    /// <exception cref="ArgumentException">No topic name.</exception>
    public static void CheckTopic(string topic, string what)
    {
        CheckText(topic, what);
        if (topic.Length == 0 || topic.AsSpan().IndexOfAny('+', '#') >= 0) throw new ArgumentException($"{what} '{topic}' is no topic name (5.0 §4.7).");
    }

    /// <summary>Adds what the bytes say; they were checked when the packet was decoded.</summary>
    public static MqttMessage Decode(MqttMessage message, ReadOnlySpan<byte> properties)
    {
        List<KeyValuePair<string, string>>? users = null;
        List<uint>? subscriptions = null;
        var reader = new PropertyReader(properties, PacketType.Publish);
        while (reader.TryNext(out PropertyValue value))
        {
            switch (value.Id)
            {
                case PropertyId.PayloadFormatIndicator:
                    message = message with { PayloadIsText = value.Number == 1 };
                    break;
                case PropertyId.ContentType:
                    message = message with { ContentType = Encoding.UTF8.GetString(value.Bytes) };
                    break;
                case PropertyId.ResponseTopic:
                    message = message with { ResponseTopic = Encoding.UTF8.GetString(value.Bytes) };
                    break;
                case PropertyId.CorrelationData:
                    message = message with { CorrelationData = value.Bytes.ToArray() };
                    break;
                case PropertyId.SubscriptionIdentifier:
                    (subscriptions ??= []).Add(value.Number);
                    break;
                case PropertyId.UserProperty:
                    (users ??= []).Add(new(Encoding.UTF8.GetString(value.Bytes), Encoding.UTF8.GetString(value.PairValue)));
                    break;
            }
        }

        return users is null && subscriptions is null
            ? message
            : message with { UserProperties = users is null ? [] : users, SubscriptionIdentifiers = subscriptions is null ? [] : subscriptions };
    }

    private static void CheckText(string text, string what)
    {
        if (Encoding.UTF8.GetByteCount(text) > StringBytesMax || text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{what} has more than 65,535 bytes or holds U+0000 [MQTT-1.5.4-2].");
        }
    }

    private static void String(FieldWriter target, PropertyId id, string? value)
    {
        if (value is null) return;
        target.Byte((byte)id);
        target.String(value);
    }
}
