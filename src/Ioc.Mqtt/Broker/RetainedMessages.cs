using System.Text;
using Ioc.Mqtt.Persistence;

namespace Ioc.Mqtt.Broker;

/// <summary>The last retained message of each topic (5.0 §3.3.1.3), as a tree of levels so that a wildcard walks only what it matches.</summary>
internal sealed class RetainedMessages(MqttLimits limits, StateLog? store)
{
    /// <summary>Time between two looks for expired messages; each walks the whole tree.</summary>
    private const int SweepMilliseconds = 60_000;

    private readonly Lock _gate = new();
    private readonly RetainedNode _root = new(null, []);

    private long _sweepAtMilliseconds;
    private int _expiring;

    public int Count { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>
    /// Stores the message, or with an empty payload removes what was there [MQTT-3.3.1-6]. False when there is no room, or when it could not
    /// be kept.
    /// </summary>
    public bool Put(Message message, FlushBatch batch)
    {
        if (store is { Commits.IsFailed: true } && !message.IsOfThisRun)
        {
            batch.Refused();
            return false;
        }

        lock (_gate)
        {
            RetainedNode? node = Walk_NeedsLock(message.Topic.Span, create: !message.Payload.IsEmpty);
            if (node is null) return true;
            int freedBytes = node.Message?.Bytes ?? 0;
            int freedCount = node.Message is null ? 0 : 1;
            bool keep = !message.Payload.IsEmpty;
            bool fits = Count - freedCount < limits.RetainedMessagesMax && Bytes - freedBytes + message.Bytes <= limits.RetainedBytesMax;
            // Without room the old message goes too: a state known to be outdated is worse than none.
            Message? old = node.Message;
            if (old is not null) old.IsSuperseded = true;
            if (old is not null && old.ExpiresAtMilliseconds != long.MaxValue) _expiring--;
            Bytes -= freedBytes;
            Count -= freedCount;
            node.Message = null;
            if (keep && fits)
            {
                message.Keep();
                node.Message = message;
                Bytes += message.Bytes;
                Count++;
                if (message.ExpiresAtMilliseconds != long.MaxValue) _expiring++;
            }
            else
            {
                Prune_NeedsLock(node);
            }

            Message? kept = keep && fits ? message : null;
            if (store is not null && !message.IsOfThisRun && (kept ?? old) is not null) batch.Kept(store.Retained(kept, old));
            return !keep || fits;
        }
    }

    /// <summary>One that the store brought back.</summary>
    public void Restore(Message message)
    {
        lock (_gate)
        {
            Walk_NeedsLock(message.Topic.Span, create: true)!.Message = message;
            Bytes += message.Bytes;
            Count++;
            if (message.ExpiresAtMilliseconds != long.MaxValue) _expiring++;
        }
    }

    /// <summary>Forgets those whose time has run out; nobody would get them, and nobody may ever publish on their topics again.</summary>
    public void Tick(long nowMilliseconds)
    {
        if (nowMilliseconds < _sweepAtMilliseconds || Volatile.Read(ref _expiring) == 0) return;
        _sweepAtMilliseconds = nowMilliseconds + SweepMilliseconds;
        lock (_gate)
        {
            var expired = new List<RetainedNode>();
            FindExpired(_root, nowMilliseconds, expired);
            foreach (RetainedNode node in expired)
            {
                Message message = node.Message!;
                message.IsSuperseded = true;
                node.Message = null;
                Bytes -= message.Bytes;
                Count--;
                _expiring--;
                store?.Retained(null, message);
                Prune_NeedsLock(node);
            }
        }
    }

    /// <summary>Adds the unexpired messages whose topic the filter matches.</summary>
    public void Match(string filter, long nowMilliseconds, List<Message> matches)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(filter);
        lock (_gate) Match_NeedsLock(_root, bytes, nowMilliseconds, matches);
    }

    private static void Match_NeedsLock(RetainedNode node, ReadOnlySpan<byte> rest, long now, List<Message> matches)
    {
        int slash = rest.IndexOf((byte)'/');
        ReadOnlySpan<byte> level = slash < 0 ? rest : rest[..slash];
        ReadOnlySpan<byte> behind = slash < 0 ? default : rest[(slash + 1)..];
        if (level is [(byte)'#'])
        {
            CollectAll(node, now, matches);
            return;
        }

        if (level is not [(byte)'+'])
        {
            Descend_NeedsLock(node.Child(level), slash >= 0, behind, now, matches);
            return;
        }

        if (node.Children is null) return;
        foreach (RetainedNode child in node.Children.Values)
        {
            if (IsHidden(node, child)) continue;
            Descend_NeedsLock(child, slash >= 0, behind, now, matches);
        }
    }

    private static void Descend_NeedsLock(RetainedNode? child, bool more, ReadOnlySpan<byte> behind, long now, List<Message> matches)
    {
        if (child is null) return;
        if (more) Match_NeedsLock(child, behind, now, matches);
        else Collect(child, now, matches);
    }

    private static void CollectAll(RetainedNode node, long now, List<Message> matches)
    {
        Collect(node, now, matches);
        if (node.Children is null) return;
        foreach (RetainedNode child in node.Children.Values)
        {
            if (!IsHidden(node, child)) CollectAll(child, now, matches);
        }
    }

    private static void FindExpired(RetainedNode node, long now, List<RetainedNode> expired)
    {
        if (node.Message is { } message && message.IsExpired(now)) expired.Add(node);
        if (node.Children is null) return;
        foreach (RetainedNode child in node.Children.Values) FindExpired(child, now, expired);
    }

    private static void Collect(RetainedNode node, long now, List<Message> matches)
    {
        if (node.Message is { } message && !message.IsExpired(now)) matches.Add(message);
    }

    /// <summary>Topics that begin with $ are not matched by a wildcard in the first level [MQTT-4.7.2-1].</summary>
    private static bool IsHidden(RetainedNode node, RetainedNode child) => node.Parent is null && child.Level is [(byte)'$', ..];

    private RetainedNode? Walk_NeedsLock(ReadOnlySpan<byte> rest, bool create)
    {
        RetainedNode node = _root;
        while (true)
        {
            int slash = rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> level = slash < 0 ? rest : rest[..slash];
            RetainedNode? child = node.Child(level);
            if (child is null)
            {
                if (!create) return null;
                child = new RetainedNode(node, level.ToArray());
                node.Children ??= new Dictionary<byte[], RetainedNode>(Utf8LevelComparer.Instance);
                node.Children.Add(child.Level, child);
            }

            node = child;
            if (slash < 0) return node;
            rest = rest[(slash + 1)..];
        }
    }

    private static void Prune_NeedsLock(RetainedNode node)
    {
        while (node.Parent is { } parent && node.Message is null && node.Children is null or { Count: 0 })
        {
            parent.Children!.Remove(node.Level);
            node = parent;
        }
    }
}
