using Ioc.Gateway.Commands;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Broadcasts;

namespace Ioc.Gateway.Sessions;

/// <summary>Turns what the broker sees into what the ledger wants to know: who can be reached, and what arrived.</summary>
internal sealed class SessionObserver(LiveSessions sessions, IBroadcasts broadcasts, DeliveryReports reports) : IBrokerObserver
{
    public void Connected(IBrokerClient client)
    {
        if (client.State is not DeviceSession session)
            return;
        session.Attach(client);
        sessions.Add(client.ConnectionId, session);
    }

    public void Subscribed(IBrokerClient client, string topicFilter)
    {
        if (client.State is DeviceSession session && string.Equals(topicFilter, session.CommandTopic, StringComparison.Ordinal))
            broadcasts.DeviceReachable(session.Device.Handle);
    }

    public void Disconnected(IBrokerClient client, CloseReason reason) => sessions.Remove(client.ConnectionId);

    public void Delivered(IBrokerClient client, long tag) => reports.Delivered(tag);
}
