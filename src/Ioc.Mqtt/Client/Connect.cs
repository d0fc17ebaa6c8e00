using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>Options to CONNECT, and CONNACK to what the caller wants to know.</summary>
internal static class Connect
{
    public static ConnectPacket PacketOf(MqttClientOptions options)
    {
        bool v5 = options.Version == ProtocolVersion.V500;
        return new ConnectPacket
        {
            Version = options.Version,
            ClientId = options.ClientId,
            CleanStart = options.CleanStart,
            KeepAliveSeconds = options.KeepAliveSeconds,
            UserName = options.UserName,
            Password = options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password),
            Will = options.Will is not { } will ? null : new WillMessage
            {
                Topic = will.Topic,
                Payload = will.Payload.ToArray(),
                Qos = will.Qos,
                Retain = will.Retain,
                Properties = v5 && will.DelaySeconds > 0 ? new PropertySet { WillDelaySeconds = will.DelaySeconds } : null,
            },
            Properties = !v5 ? null : new PropertySet
            {
                SessionExpirySeconds = options.SessionExpirySeconds == 0 ? null : options.SessionExpirySeconds,
                ReceiveMaximum = (ushort)options.Limits.ReceiveMax,
                MaximumPacketBytes = (uint)options.Limits.PacketBytesMax,
                TopicAliasMaximum = options.Limits.TopicAliasMax == 0 ? null : (ushort)options.Limits.TopicAliasMax,
            },
        };
    }

    public static MqttConnectResult ResultOf(ConnAckPacket connAck, MqttClientOptions options) => new(connAck.Reason, connAck.SessionPresent)
    {
        ClientId = connAck.Properties?.AssignedClientId ?? options.ClientId,
        KeepAliveSeconds = connAck.Properties?.ServerKeepAliveSeconds ?? options.KeepAliveSeconds,
        ReasonText = connAck.Properties?.ReasonString,
        ServerReference = connAck.Properties?.ServerReference,
        SharedSubscriptionsAvailable = connAck.Properties?.SharedSubscriptionAvailable ?? true,
    };
}
