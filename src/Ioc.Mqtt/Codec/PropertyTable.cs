using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>5.0 §2.2.2.2 as data: for each identifier its wire form and the packets that may carry it.</summary>
internal static class PropertyTable
{
    private const int Will = 1 << (int)PacketType.Reserved;
    private const int Connect = 1 << (int)PacketType.Connect;
    private const int ConnAck = 1 << (int)PacketType.ConnAck;
    private const int Publish = 1 << (int)PacketType.Publish;
    private const int Subscribe = 1 << (int)PacketType.Subscribe;
    private const int Disconnect = 1 << (int)PacketType.Disconnect;
    private const int Auth = 1 << (int)PacketType.Auth;

    private const int Answers = (1 << (int)PacketType.PubAck) | (1 << (int)PacketType.PubRec) | (1 << (int)PacketType.PubRel)
        | (1 << (int)PacketType.PubComp) | (1 << (int)PacketType.SubAck) | (1 << (int)PacketType.UnsubAck);

    private const int All = Will | Connect | ConnAck | Publish | Subscribe | (1 << (int)PacketType.Unsubscribe) | Answers | Disconnect | Auth;

    private static readonly (PropertyKind Kind, int Packets)[] Rows = Build();

    public static PropertyKind Kind(int id) => id < Rows.Length ? Rows[id].Kind : PropertyKind.Undefined;

    /// <summary><see cref="PacketType.Reserved"/> asks for the will's properties.</summary>
    public static bool IsAllowed(PropertyId id, PacketType packet) => (Rows[(int)id].Packets & (1 << (int)packet)) != 0;

    /// <summary>User properties may repeat everywhere, subscription identifiers in PUBLISH (§3.3.2.3.8).</summary>
    public static bool MayRepeat(PropertyId id, PacketType packet) =>
        id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && packet == PacketType.Publish);

    private static (PropertyKind Kind, int Packets)[] Build()
    {
        var rows = new (PropertyKind, int)[0x2B];
        void Row(PropertyId id, PropertyKind kind, int packets) => rows[(int)id] = (kind, packets);

        Row(PropertyId.PayloadFormatIndicator, PropertyKind.Flag, Publish | Will);
        Row(PropertyId.MessageExpiryInterval, PropertyKind.UInt32, Publish | Will);
        Row(PropertyId.ContentType, PropertyKind.Utf8, Publish | Will);
        Row(PropertyId.ResponseTopic, PropertyKind.Utf8, Publish | Will);
        Row(PropertyId.CorrelationData, PropertyKind.Binary, Publish | Will);
        Row(PropertyId.SubscriptionIdentifier, PropertyKind.VariableInteger, Publish | Subscribe);
        Row(PropertyId.SessionExpiryInterval, PropertyKind.UInt32, Connect | ConnAck | Disconnect);
        Row(PropertyId.AssignedClientIdentifier, PropertyKind.Utf8, ConnAck);
        Row(PropertyId.ServerKeepAlive, PropertyKind.UInt16, ConnAck);
        Row(PropertyId.AuthenticationMethod, PropertyKind.Utf8, Connect | ConnAck | Auth);
        Row(PropertyId.AuthenticationData, PropertyKind.Binary, Connect | ConnAck | Auth);
        Row(PropertyId.RequestProblemInformation, PropertyKind.Flag, Connect);
        Row(PropertyId.WillDelayInterval, PropertyKind.UInt32, Will);
        Row(PropertyId.RequestResponseInformation, PropertyKind.Flag, Connect);
        Row(PropertyId.ResponseInformation, PropertyKind.Utf8, ConnAck);
        Row(PropertyId.ServerReference, PropertyKind.Utf8, ConnAck | Disconnect);
        Row(PropertyId.ReasonString, PropertyKind.Utf8, ConnAck | Answers | Disconnect | Auth);
        Row(PropertyId.ReceiveMaximum, PropertyKind.UInt16, Connect | ConnAck);
        Row(PropertyId.TopicAliasMaximum, PropertyKind.UInt16, Connect | ConnAck);
        Row(PropertyId.TopicAlias, PropertyKind.UInt16, Publish);
        Row(PropertyId.MaximumQos, PropertyKind.Flag, ConnAck);
        Row(PropertyId.RetainAvailable, PropertyKind.Flag, ConnAck);
        Row(PropertyId.UserProperty, PropertyKind.Utf8Pair, All);
        Row(PropertyId.MaximumPacketSize, PropertyKind.UInt32, Connect | ConnAck);
        Row(PropertyId.WildcardSubscriptionAvailable, PropertyKind.Flag, ConnAck);
        Row(PropertyId.SubscriptionIdentifierAvailable, PropertyKind.Flag, ConnAck);
        Row(PropertyId.SharedSubscriptionAvailable, PropertyKind.Flag, ConnAck);
        return rows;
    }
}
