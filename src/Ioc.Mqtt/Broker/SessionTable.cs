using System.Collections.Concurrent;

namespace Ioc.Mqtt.Broker;

/// <summary>All sessions by client identifier: who owns which, and when an absent one ends.</summary>
internal sealed class SessionTable(BrokerParts parts)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Session> _byClientId = new(StringComparer.Ordinal);

    /// <summary>The absent, by when they end: one entry each, taken out when the client is back, or reconnecting would fill the memory.</summary>
    private readonly SortedSet<Session> _absent = new(Comparer<Session>.Create(
        static (a, b) => (a.EndsAtMilliseconds, a.Number).CompareTo((b.EndsAtMilliseconds, b.Number))));

    private long _lastNumber;

    public int Count => _byClientId.Count;

    public int AbsentCount
    {
        get
        {
            lock (_gate) return _absent.Count;
        }
    }

    public SessionFigures Figures()
    {
        int count = 0;
        int connected = 0;
        long inflight = 0;
        long queued = 0;
        foreach ((_, Session session) in _byClientId)
        {
            count++;
            (bool isConnected, int sessionInflight, int sessionQueued) = session.Figures;
            if (isConnected) connected++;
            inflight += sessionInflight;
            queued += sessionQueued;
        }

        return new SessionFigures(count, connected, inflight, queued);
    }

    public Session? Find(string clientId) => _byClientId.GetValueOrDefault(clientId);

    /// <summary>
    /// Makes the connection the session's only owner. A connection that owns it now is closed with 0x8E and awaited, so that one
    /// client's packets are never handled by two loops [MQTT-3.1.4-3]. What CONNACK will say is on the medium when this completes.
    /// </summary>
    public async ValueTask<SessionGrant> TakeAsync(string clientId, bool cleanStart, long expirySeconds, BrokerConnection taker)
    {
        while (true)
        {
            if (TryTake(clientId, cleanStart, expirySeconds, taker, out SessionGrant grant, out long ticket, out BrokerConnection? owner))
            {
                if (ticket == 0 || await parts.Store!.Commits.CommittedAsync(ticket))
                {
                    if (grant.Session is not null) parts.Wills.ClientReturned(clientId);
                    return grant;
                }

                if (grant.Session is not null) Release(grant.Session, grant.Session.ExpirySeconds);
                return new SessionGrant(null, false, ReasonCode.ServerUnavailable);
            }

            owner!.RequestClose(CloseReason.TakenOver, ReasonCode.SessionTakenOver);
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

            if (session.IsKept) parts.Store!.Session(session.Number, session.ClientId, expirySeconds, endsInMilliseconds: expirySeconds * 1000);
            Await_NeedsLock(session, parts.Clock.NowMilliseconds + (expirySeconds * 1000));
        }
    }

    /// <summary>Ends the absent sessions whose time has come.</summary>
    public void Tick(long nowMilliseconds)
    {
        lock (_gate)
        {
            while (_absent.Min is { } session && session.EndsAtMilliseconds <= nowMilliseconds)
            {
                parts.Metrics.CountExpiredSession();
                End_NeedsLock(session);
            }
        }
    }

    /// <summary>A session that the store brought back; its client is absent until this time.</summary>
    public void Restore(Session session, long endsAtMilliseconds)
    {
        lock (_gate)
        {
            _lastNumber = Math.Max(_lastNumber, session.Number);
            _byClientId[session.ClientId] = session;
            Await_NeedsLock(session, endsAtMilliseconds);
        }
    }

    /// <summary>New sessions get numbers beyond this: the store knows those before, also of sessions that are no more.</summary>
    public void NumberAfter(long lastNumber)
    {
        lock (_gate) _lastNumber = Math.Max(_lastNumber, lastNumber);
    }

    /// <summary>False, and who owns it, when the session has an owner.</summary>
    private bool TryTake(
        string clientId, bool cleanStart, long expirySeconds, BrokerConnection taker, out SessionGrant grant, out long ticket, out BrokerConnection? owner)
    {
        lock (_gate)
        {
            Session? session = _byClientId.GetValueOrDefault(clientId);
            owner = session?.Owner;
            grant = default;
            ticket = 0;
            if (owner is null) grant = Take_NeedsLock(session, clientId, cleanStart, expirySeconds, taker, out ticket);
            return owner is null;
        }
    }

    private SessionGrant Take_NeedsLock(
        Session? session, string clientId, bool cleanStart, long expirySeconds, BrokerConnection taker, out long ticket)
    {
        ticket = 0;
        if (session is not null && cleanStart)
        {
            ticket = End_NeedsLock(session);
            session = null;
        }

        bool isPresent = session is not null;
        if (session is null)
        {
            if (_byClientId.Count >= parts.Limits.SessionsMax) return new SessionGrant(null, false, ReasonCode.QuotaExceeded);
            session = new Session(++_lastNumber, clientId, parts, isKept: expirySeconds > 0 && parts.Store is not null);
            _byClientId[clientId] = session;
        }

        _absent.Remove(session);
        session.Owner = taker;
        session.ExpirySeconds = expirySeconds;
        session.EndsAtMilliseconds = long.MaxValue;
        if (session.IsKept) ticket = parts.Store!.Session(session.Number, clientId, expirySeconds, endsInMilliseconds: null);
        return new SessionGrant(session, isPresent, ReasonCode.Success);
    }

    private void Await_NeedsLock(Session session, long endsAtMilliseconds)
    {
        session.EndsAtMilliseconds = endsAtMilliseconds;
        _absent.Add(session);
    }

    private long End_NeedsLock(Session session)
    {
        _absent.Remove(session);
        _byClientId.TryRemove(new KeyValuePair<string, Session>(session.ClientId, session));
        foreach (Subscription subscription in session.Subscriptions.Values) parts.Subscriptions.Remove(subscription);
        long ticket = EndInGroup(session);
        FlushBatch.Current.Flush();
        parts.Wills.SessionEnded(session);
        return ticket;
    }

    /// <summary>What a shared group's other members inherit and the session's end are one commit: a crash loses nothing and doubles nothing.</summary>
    private long EndInGroup(Session session)
    {
        if (session.IsKept) parts.Store!.Commits.EnterGroup();
        try
        {
            foreach (Delivery orphan in session.TakeShared()) parts.Router.Reassign(orphan, FlushBatch.Current);
            return session.End();
        }
        finally
        {
            if (session.IsKept) parts.Store!.Commits.LeaveGroup();
        }
    }
}
