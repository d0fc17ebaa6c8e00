using System.Buffers;
using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// Last wills on their way: those with a delay wait here for the client's return, those the sink had no room for wait for the next tick.
/// </summary>
internal sealed class WillSchedule(BrokerParts parts)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Session, PendingWill> _pending = [];

    /// <summary>Publishes the will of an ended connection now, or after its delay if the session lives that long (5.0 §3.1.3.2.2).</summary>
    public void Start(BrokerConnection connection, Session session, WillMessage will, long sessionExpirySeconds)
    {
        long delaySeconds = Math.Min(will.Properties?.WillDelaySeconds ?? 0, sessionExpirySeconds);
        var pending = new PendingWill(connection, will, parts.Clock.NowMilliseconds + (delaySeconds * 1000));
        if (delaySeconds == 0 && TryPublish(pending)) return;
        lock (_gate) _pending[session] = pending;
    }

    /// <summary>The client came back in time: a delayed will is not sent [MQTT-3.1.3-9]. One that is due stays.</summary>
    public void Cancel(Session session)
    {
        lock (_gate)
        {
            if (_pending.TryGetValue(session, out PendingWill? will) && will.DueAtMilliseconds > parts.Clock.NowMilliseconds) _pending.Remove(session);
        }
    }

    /// <summary>The session ended before the delay did: the will is due at the next tick.</summary>
    public void SessionEnded(Session session)
    {
        lock (_gate)
        {
            if (_pending.TryGetValue(session, out PendingWill? will)) _pending[session] = will with { DueAtMilliseconds = 0 };
        }
    }

    public void Tick(long nowMilliseconds)
    {
        List<KeyValuePair<Session, PendingWill>> due;
        lock (_gate)
        {
            if (_pending.Count == 0) return;
            due = [.. _pending.Where(p => p.Value.DueAtMilliseconds <= nowMilliseconds)];
            foreach (KeyValuePair<Session, PendingWill> entry in due) _pending.Remove(entry.Key);
        }

        foreach ((Session session, PendingWill will) in due)
        {
            if (TryPublish(will)) continue;
            lock (_gate) _pending.TryAdd(session, will);
        }

        FlushBatch.Current.Flush();
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

    private sealed record PendingWill(BrokerConnection Connection, WillMessage Will, long DueAtMilliseconds);
}
