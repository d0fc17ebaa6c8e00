using System.Buffers;
using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// Last wills on their way, one for each client identifier: those with a delay wait here for the client's return, those the sink had no room
/// for wait for the next tick.
/// </summary>
/// <remarks>
/// A will that waits for room is given up when its client is back. While there is no room nobody's publish is taken, so nobody has heard that
/// the client was away; told afterwards, the will would deny a connection that lives, and after an outage it would do so of everybody at
/// once. It is as if the will had had a delay that long [MQTT-3.1.3-9]; 5.0 §3.1.2.5 lets a server that failed defer wills. To take it
/// before CONNACK instead would say the same untruth only sooner, and keep every client waiting.
/// <para>Bounded by <see cref="MqttLimits.SessionsMax"/>, and in bytes as a queue of one message is: the newest is given up and counted.</para>
/// </remarks>
internal sealed class WillSchedule(BrokerParts parts)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, PendingWill> _pending = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            lock (_gate) return _pending.Count;
        }
    }

    /// <summary>
    /// Publishes the will of an ended connection now, or after its delay if the session lives that long (5.0 §3.1.3.2.2). The connection
    /// still owns the session: nobody can be back.
    /// </summary>
    public void Start(BrokerConnection connection, Session session, WillMessage will, long sessionExpirySeconds)
    {
        long delaySeconds = Math.Min(will.Properties?.WillDelaySeconds ?? 0, sessionExpirySeconds);
        var pending = new PendingWill(session, connection, will)
        {
            DueAtMilliseconds = parts.Clock.NowMilliseconds + (delaySeconds * 1000),
            IsOffered = delaySeconds == 0,
        };
        if (pending.IsOffered && TryPublish(pending)) return;
        lock (_gate)
        {
            bool hasRoom = _pending.Count < parts.Limits.SessionsMax && parts.QueueTotals.HasRoomFor(pending.Bytes, queueBytes: 0);
            if (!parts.Metrics.Counted(hasRoom, DropReason.WillsFull)) return;
            _pending.Add(session.ClientId, pending);
            parts.QueueTotals.Added(pending.Bytes, isFirst: true);
        }
    }

    /// <summary>
    /// The client is let in, and CONNACK not yet said: a delayed will is not sent [MQTT-3.1.3-9]; one that is due goes out before anything of
    /// the new connection does.
    /// </summary>
    public void ClientReturned(string clientId)
    {
        PendingWill? will;
        lock (_gate)
        {
            if (!_pending.TryGetValue(clientId, out will)) return;
            Remove_NeedsLock(will);
        }

        if (will.IsOffered || will.DueAtMilliseconds > parts.Clock.NowMilliseconds) return;
        TryPublish(will);
        FlushBatch.Current.Flush();
    }

    /// <summary>The session ended before the delay did: the will is due.</summary>
    public void SessionEnded(Session session)
    {
        lock (_gate)
        {
            if (_pending.TryGetValue(session.ClientId, out PendingWill? will) && will.Session == session) will.DueAtMilliseconds = 0;
        }
    }

    public void Tick(long nowMilliseconds)
    {
        List<PendingWill> due;
        lock (_gate)
        {
            if (_pending.Count == 0) return;
            due = [.. _pending.Values.Where(w => w.DueAtMilliseconds <= nowMilliseconds)];
        }

        foreach (PendingWill will in due)
        {
            // One by one: its client may be back by now.
            lock (_gate)
            {
                if (!IsPending_NeedsLock(will)) continue;
                will.IsOffered = true;
            }

            if (!TryPublish(will)) continue;
            lock (_gate)
            {
                if (IsPending_NeedsLock(will)) Remove_NeedsLock(will);
            }
        }

        FlushBatch.Current.Flush();
    }

    private bool IsPending_NeedsLock(PendingWill will) => _pending.GetValueOrDefault(will.Session.ClientId) == will;

    private void Remove_NeedsLock(PendingWill will)
    {
        _pending.Remove(will.Session.ClientId);
        parts.QueueTotals.Removed(will.Bytes, isLast: true);
    }

    /// <summary>False when the sink has no room.</summary>
    private bool TryPublish(PendingWill pending)
    {
        WillMessage will = pending.Will;
        byte[] topic = Encoding.UTF8.GetBytes(will.Topic);
        var publish = new IncomingPublish
        {
            Topic = topic,
            Payload = new ReadOnlySequence<byte>(will.Payload),
            Qos = will.Qos,
            Retain = will.Retain,
            IsWill = true,
        };
        PublishVerdict verdict = parts.Sink.Publish(pending.Connection, publish).Verdict;
        if (verdict == PublishVerdict.NoRoom) return false;
        if (verdict == PublishVerdict.Route)
        {
            parts.Router.Route(ToMessage(will, topic), publisher: null, onlyClientId: null, FlushBatch.Current);
        }

        return true;
    }

    private Message ToMessage(WillMessage will, byte[] topic) => new()
    {
        Topic = topic,
        Payload = will.Payload,
        Properties = PublishProperties.ForPassingOn(will.Properties),
        Qos = will.Qos,
        Retain = will.Retain,
        ExpiresAtMilliseconds = will.Properties?.MessageExpirySeconds is { } seconds
            ? parts.Clock.NowMilliseconds + (seconds * 1000L)
            : long.MaxValue,
    };

    /// <summary>Changed under the schedule's lock.</summary>
    private sealed class PendingWill(Session session, BrokerConnection connection, WillMessage will)
    {
        public Session Session => session;

        public BrokerConnection Connection => connection;

        public WillMessage Will => will;

        public long DueAtMilliseconds { get; set; }

        /// <summary>The sink was asked; while it waits here, there was no room.</summary>
        public bool IsOffered { get; set; }

        public int Bytes { get; } = will.Payload.Length + (will.Topic.Length * sizeof(char)) + Message.OverheadBytes;
    }
}
