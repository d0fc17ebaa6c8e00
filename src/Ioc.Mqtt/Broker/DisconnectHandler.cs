using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>DISCONNECT from the client (5.0 §3.14).</summary>
internal static class DisconnectHandler
{
    public static LoopSignal Handle(BrokerConnection connection, Session session, DisconnectPacket disconnect)
    {
        if (disconnect.Properties?.SessionExpirySeconds is { } expirySeconds)
        {
            // [MQTT-3.14.2-2] and §3.14.2.2.2: a session that was to end with its connection cannot be kept after all.
            if (session.ExpirySeconds == 0 && expirySeconds != 0)
            {
                return connection.FailProtocol(ProtocolFault.SessionExpiryInDisconnect);
            }

            session.ExpirySeconds = Math.Min(expirySeconds, connection.Parts.Limits.SessionExpirySecondsMax);
        }

        // [MQTT-3.14.4-3]: only a normal end takes the will away.
        if (disconnect.Reason == ReasonCode.Success) connection.Will = null;
        connection.RequestClose(CloseReason.ClientDisconnected, ReasonCode.Success);
        return LoopSignal.Closed;
    }
}
