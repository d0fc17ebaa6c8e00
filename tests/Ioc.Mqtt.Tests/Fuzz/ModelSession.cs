using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>
/// What one session must hold, by the standard and by our stated drop rules. It does not predict the order among retained messages nor
/// the packet identifiers; it judges every PUBLISH it is shown, and at the end of a step asks whether everything that could be sent was.
/// </summary>
internal sealed class ModelSession(string clientId, MqttLimits limits)
{
    private readonly List<ModelDelivery> _live = [];

    /// <summary>QoS 0 of the very moment in which the connection ended: it may have gone out or not.</summary>
    private readonly List<ModelDelivery> _parting = [];
    private readonly List<ModelDelivery> _replay = [];
    private readonly List<ModelDelivery> _queue = [];

    public string ClientId { get; } = clientId;

    public ModelConnection? Connection { get; private set; }

    public Dictionary<string, ModelSubscription> Subscriptions { get; } = [];

    public List<ModelInflight> Inflight { get; } = [];

    /// <summary>QoS 2 identifiers taken from the client and not released.</summary>
    public HashSet<ushort> Received { get; } = [];

    public long ExpirySeconds { get; set; }

    public long EndsAtMilliseconds { get; set; } = long.MaxValue;

    public int Window { get; private set; }

    public void Attach(ModelConnection connection, int window, long now)
    {
        Connection = connection;
        Window = window;
        EndsAtMilliseconds = long.MaxValue;
        _parting.Clear();
        Inflight.RemoveAll(entry => entry.Delivery.Qos == QualityOfService.AtLeastOnce && entry.Delivery.Message.IsExpired(now));
        foreach (ModelInflight entry in Inflight) entry.IsSent = false;
    }

    public void Detach()
    {
        Connection = null;
        _parting.AddRange(_live);
        _live.Clear();
    }

    public void Offer(ModelDelivery delivery, long now)
    {
        if (delivery.Qos == QualityOfService.AtMostOnce)
        {
            if (Connection is not null && !delivery.Message.IsExpired(now)) _live.Add(delivery);
            return;
        }

        if (_queue.Count >= limits.QueuedMessagesPerSessionMax) _queue.RemoveAll(waiting => waiting.Message.IsExpired(now));
        if (_queue.Count < limits.QueuedMessagesPerSessionMax) _queue.Add(delivery);
    }

    public void Replay(ModelDelivery delivery) => _replay.Add(delivery);

    /// <summary>Null when this PUBLISH was due; otherwise what is wrong with it.</summary>
    public string? Judge(PublishPacket publish, string topic, ProtocolVersion version, long now)
    {
        if (publish.Duplicate) return JudgeRepetition(publish, topic, version, now);
        bool Is(ModelDelivery delivery) => !delivery.Message.IsExpired(now) && delivery.IsIn(publish, topic, version, now);
        if (publish.Qos == QualityOfService.AtMostOnce)
        {
            if (_live.Count > 0 && Is(_live[0])) _live.RemoveAt(0);
            else if (!Take(_parting, Is) && !Take(_replay, Is)) return $"not due: {Text(publish, topic)}; due: {this}";
            return null;
        }

        if (Inflight.Count >= Window) return $"beyond the window of {Window}: {Text(publish, topic)}";
        if (publish.PacketId == 0 || Inflight.Any(entry => entry.PacketId == publish.PacketId)) return $"identifier {publish.PacketId} is in use";
        // A retained message may wait as such and as the live one it also was, both alike: the broker brings the retained first.
        ModelDelivery? next = _queue.Find(waiting => !waiting.Message.IsExpired(now));
        ModelDelivery sent;
        if (_replay.Find(d => !d.Message.IsSuperseded && Is(d)) is { } replayed)
        {
            sent = replayed;
            _replay.Remove(replayed);
        }
        else if (next is not null && Is(next))
        {
            sent = next;
            _queue.RemoveRange(0, _queue.IndexOf(next) + 1);
        }
        else
        {
            return $"not due: {Text(publish, topic)}; due: {this}";
        }

        Inflight.Add(new ModelInflight(publish.PacketId, sent));
        return null;
    }

    /// <summary>Null when this PUBREL repeats one that was due after a reconnect.</summary>
    public string? JudgeRelease(ushort packetId)
    {
        ModelInflight? next = Inflight.Find(entry => !entry.IsSent);
        if (next is not { IsReleased: true } || next.PacketId != packetId) return $"PUBREL {packetId} was not due";
        next.IsSent = true;
        return null;
    }

    /// <summary>Null when nothing that could have been sent by now was left behind.</summary>
    public string? Overdue(long now)
    {
        if (Connection is null) return null;
        if (_live.Count > 0) return $"a QoS 0 message did not come: {_live[0]}";
        int sent = Inflight.Count(entry => entry.IsSent);
        if (sent < Math.Min(Inflight.Count, Window)) return $"not sent again: {Inflight.First(entry => !entry.IsSent).Delivery}";
        if (Inflight.Count >= Window) return null;
        _replay.RemoveAll(delivery => delivery.Message.IsExpired(now) || delivery.Message.IsSuperseded);
        _queue.RemoveAll(delivery => delivery.Message.IsExpired(now));
        return _replay.Concat(_queue).FirstOrDefault() is { } left ? $"did not come: {left}" : null;
    }

    public override string ToString() =>
        $"live ({string.Join(", ", _live)}) replay ({string.Join(", ", _replay)}) queue ({string.Join(", ", _queue)}) in flight {Inflight.Count} of {Window}";

    private static string Text(PublishPacket publish, string topic) =>
        $"{topic} '{System.Text.Encoding.UTF8.GetString(publish.Payload)}' {publish.Qos}{(publish.Retain ? " retained" : "")}{(publish.Duplicate ? " again" : "")} "
        + $"[{string.Join(' ', publish.Properties?.SubscriptionIdentifiers ?? [])}] expires {publish.Properties?.MessageExpirySeconds}";

    private string? JudgeRepetition(PublishPacket publish, string topic, ProtocolVersion version, long now)
    {
        ModelInflight? next = Inflight.Find(entry => !entry.IsSent);
        if (next is null || next.IsReleased || next.PacketId != publish.PacketId) return $"not to be sent again: {Text(publish, topic)}";
        // What expired after it was sent once is still exchanged to the end; what is left of its time is then nothing.
        bool same = next.Delivery.Message.IsExpired(now) || next.Delivery.IsIn(publish, topic, version, now);
        if (!same) return $"sent again as another: {Text(publish, topic)} instead of {next.Delivery}";
        next.IsSent = true;
        return null;
    }

    private static bool Take(List<ModelDelivery> from, Func<ModelDelivery, bool> isIt)
    {
        int at = from.FindIndex(delivery => !delivery.Message.IsSuperseded && isIt(delivery));
        if (at >= 0) from.RemoveAt(at);
        return at >= 0;
    }
}
