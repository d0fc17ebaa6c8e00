using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>The rules of a broker as a few plain collections: sessions, retained messages, wills on their way, and a clock.</summary>
internal sealed class BrokerModel(MqttLimits limits)
{
    private readonly Dictionary<string, ModelMessage> _retained = [];
    private readonly List<(ModelSession Session, WillMessage Will, long Due)> _wills = [];

    public Dictionary<string, ModelSession> Sessions { get; } = [];

    public long NowMilliseconds { get; set; }

    /// <summary>CONNECT: Clean Start, the session, Receive Maximum; a session that is connected must have been taken over before.</summary>
    public ModelSession Take(ConnectPacket connect, out bool isPresent)
    {
        if (connect.CleanStart && Sessions.TryGetValue(connect.ClientId, out ModelSession? old)) End(old);
        isPresent = Sessions.TryGetValue(connect.ClientId, out ModelSession? session);
        if (session is null) Sessions[connect.ClientId] = session = new ModelSession(connect.ClientId, limits);
        ReturnOf(connect.ClientId);
        long asked = connect.Version == ProtocolVersion.V500
            ? connect.Properties?.SessionExpirySeconds ?? 0
            : connect.CleanStart ? 0 : limits.SessionExpirySecondsMax;
        session.ExpirySeconds = Math.Min(asked, limits.SessionExpirySecondsMax);
        return session;
    }

    /// <summary>The connection is over: the will, then the session's wait or end.</summary>
    public void Leave(ModelConnection connection)
    {
        ModelSession session = connection.Session;
        session.Detach();
        if (connection.Will is { } will)
        {
            long delay = Math.Min(will.Properties?.WillDelaySeconds ?? 0, session.ExpirySeconds);
            if (delay == 0) Publish(will);
            else _wills.Add((session, will, NowMilliseconds + (delay * 1000)));
        }

        if (session.ExpirySeconds == 0) End(session);
        else session.EndsAtMilliseconds = NowMilliseconds + (session.ExpirySeconds * 1000);
    }

    public void Publish(ModelMessage message, ModelSession? publisher)
    {
        if (message.Retain) Retain(message);
        foreach (ModelSession session in Sessions.Values)
        {
            List<ModelSubscription> matching =
            [
                .. session.Subscriptions.Values.Where(s => ModelSubscription.Matches(s.Entry.Filter, message.Topic) && !(s.Entry.NoLocal && session == publisher)),
            ];
            if (matching.Count == 0) continue;
            QualityOfService granted = matching.Max(s => s.Entry.Qos);
            bool retain = message.Retain && matching.Exists(s => s.Entry.RetainAsPublished);
            uint[] identifiers = [.. matching.Select(s => s.Identifier).Where(id => id != 0)];
            session.Offer(new ModelDelivery(message, Lower(granted, message.Qos), retain, identifiers), NowMilliseconds);
        }
    }

    public void Subscribe(ModelSession session, SubscribePacket packet)
    {
        uint identifier = packet.Properties?.SubscriptionIdentifiers.FirstOrDefault() ?? 0;
        List<SubscribeEntry> replays = [];
        foreach (SubscribeEntry entry in packet.Entries)
        {
            bool isNew = session.Subscriptions.TryAdd(entry.Filter, new ModelSubscription(entry, identifier));
            session.Subscriptions[entry.Filter] = new ModelSubscription(entry, identifier);
            if (entry.RetainHandling == RetainHandling.Send || (entry.RetainHandling == RetainHandling.SendIfNew && isNew)) replays.Add(entry);
        }

        foreach (string filter in replays.Select(entry => entry.Filter))
        {
            ModelSubscription subscription = session.Subscriptions[filter];
            uint[] identifiers = subscription.Identifier == 0 ? [] : [subscription.Identifier];
            foreach (ModelMessage message in _retained.Values.Where(m => !m.IsExpired(NowMilliseconds) && ModelSubscription.Matches(filter, m.Topic)))
            {
                session.Replay(new ModelDelivery(message, Lower(subscription.Entry.Qos, message.Qos), Retain: true, identifiers));
            }
        }
    }

    /// <summary>What the broker's one tick does, at the time it stands at.</summary>
    public void Tick()
    {
        foreach (ModelSession session in Sessions.Values.Where(s => s.Connection is null && s.EndsAtMilliseconds <= NowMilliseconds).ToList()) End(session);
        List<(ModelSession Session, WillMessage Will, long Due)> due = _wills.FindAll(will => will.Due <= NowMilliseconds);
        _wills.RemoveAll(due.Contains);
        foreach ((_, WillMessage will, _) in due) Publish(will);
    }

    /// <summary>A delayed will is not sent; one that is due is, before anything else of the connection.</summary>
    private void ReturnOf(string clientId)
    {
        List<(ModelSession Session, WillMessage Will, long Due)> own = _wills.FindAll(will => will.Session.ClientId == clientId);
        _wills.RemoveAll(own.Contains);
        foreach ((_, WillMessage will, long due) in own)
        {
            if (due <= NowMilliseconds) Publish(will);
        }
    }

    private static QualityOfService Lower(QualityOfService a, QualityOfService b) => a < b ? a : b;

    private void Publish(WillMessage will) => Publish(
        new ModelMessage
        {
            Topic = will.Topic,
            Text = System.Text.Encoding.UTF8.GetString(will.Payload),
            Qos = will.Qos,
            Retain = will.Retain,
            ExpiresAtMilliseconds = will.Properties?.MessageExpirySeconds is { } seconds ? NowMilliseconds + (seconds * 1000L) : long.MaxValue,
        },
        publisher: null);

    private void Retain(ModelMessage message)
    {
        if (_retained.Remove(message.Topic, out ModelMessage? old)) old.IsSuperseded = true;
        if (message.Text.Length > 0) _retained[message.Topic] = message;
    }

    private void End(ModelSession session)
    {
        Sessions.Remove(session.ClientId);
        for (int i = 0; i < _wills.Count; i++)
        {
            if (_wills[i].Session == session) _wills[i] = _wills[i] with { Due = 0 };
        }
    }
}
