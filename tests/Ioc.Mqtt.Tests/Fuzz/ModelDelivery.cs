using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>A message as one session is to get it.</summary>
internal sealed record ModelDelivery(ModelMessage Message, QualityOfService Qos, bool Retain, IReadOnlyList<uint> Identifiers)
{
    /// <summary>Whether this PUBLISH is this delivery, sent now; DUP and the packet identifier are the session's affair.</summary>
    public bool IsIn(PublishPacket publish, string topic, ProtocolVersion version, long now)
    {
        bool same = topic == Message.Topic && Encoding.UTF8.GetString(publish.Payload) == Message.Text
            && publish.Qos == Qos && publish.Retain == Retain;
        if (!same || version == ProtocolVersion.V311) return same;
        PropertySet properties = publish.Properties ?? new PropertySet();
        return properties.SubscriptionIdentifiers.Order().SequenceEqual(Identifiers.Order())
            && properties.MessageExpirySeconds == Message.SecondsLeft(now);
    }

    public override string ToString() => $"{Message.Topic} '{Message.Text}' {Qos}{(Retain ? " retained" : "")} [{string.Join(' ', Identifiers)}]";
}
