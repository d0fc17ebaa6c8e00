using System.Collections.Concurrent;

namespace Ioc.Mqtt.Broker;

/// <summary>All sessions by client identifier: who owns which, and when an absent one ends.</summary>
internal sealed class SessionTable(BrokerParts parts)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Session> _byClientId = new(StringComparer.Ordinal);
    private readonly PriorityQueue<Session, long> _ending = new();
    private long _lastNumber;

    public int Count => _byClientId.Count;

    public Session? Find(string clientId) => _byClientId.GetValueOrDefault(clientId);

    /// <summary>
    /// Makes the connection the session's only owner. A connection that owns it now is closed with 0x8E and awaited, so that one
    /// client's packets are never handled by two loops [MQTT-3.1.4-3].
    /// </summary>
    /// <returns>Null when there are <see cref="MqttLimits.SessionsMax"/> already.</returns>
    public async ValueTask<(Session Session, bool Present)?> TakeAsync(string clientId, bool cleanStart, BrokerConnection taker)
    {
        while (true)
        {
            BrokerConnection owner;
            lock (_gate)
            {
                Session? session = _byClientId.GetValueOrDefault(clientId);
                if (session?.Owner is null) return Take_NeedsLock(session, clientId, cleanStart, taker);
                owner = session.Owner;
            }

            owner.RequestClose(CloseReason.TakenOver, ReasonCode.SessionTakenOver);
            await owner.Ended;
        }
    }

    /// <summary>The owner is gone: the session ends now, or waits for its client.</summary>
    public void Release(Session session, long expirySeconds)
    {
        lock (_gate)
        {
            session.Owner = null;
            if (expirySeconds <= 0)
            {
                End_NeedsLock(session);
                return;
            }

            session.EndsAtMilliseconds = parts.Clock.NowMilliseconds + (expirySeconds * 1000);
            _ending.Enqueue(session, session.EndsAtMilliseconds);
        }
    }

    /// <summary>Ends the absent sessions whose time has come.</summary>
    public void Tick(long nowMilliseconds)
    {
        lock (_gate)
        {
            while (_ending.TryPeek(out Session? session, out long endsAt) && endsAt <= nowMilliseconds)
            {
                _ending.Dequeue();
                // The client may have come back and gone again since; then a later entry stands for it.
                if (session.Owner is null && session.EndsAtMilliseconds == endsAt) End_NeedsLock(session);
            }
        }
    }

    private (Session Session, bool Present)? Take_NeedsLock(Session? session, string clientId, bool cleanStart, BrokerConnection taker)
    {
        if (session is not null && cleanStart)
        {
            End_NeedsLock(session);
            session = null;
        }

        bool present = session is not null;
        if (session is null)
        {
            if (_byClientId.Count >= parts.Limits.SessionsMax) return null;
            session = new Session(++_lastNumber, clientId, parts);
            _byClientId[clientId] = session;
        }
        else
        {
            parts.Wills.Cancel(session);
        }

        session.Owner = taker;
        session.EndsAtMilliseconds = long.MaxValue;
        return (session, present);
    }

    private void End_NeedsLock(Session session)
    {
        _byClientId.TryRemove(new KeyValuePair<string, Session>(session.ClientId, session));
        foreach (Subscription subscription in session.Subscriptions.Values) parts.Subscriptions.Remove(subscription);
        foreach (Delivery orphan in session.TakeShared()) parts.Router.Reassign(orphan, FlushBatch.Current);
        FlushBatch.Current.Flush();
        parts.Wills.SessionEnded(session);
    }
}
