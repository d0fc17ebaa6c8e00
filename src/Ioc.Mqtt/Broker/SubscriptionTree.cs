using System.Text;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// All subscriptions, as a tree of filter levels: a topic is matched by walking at most three children per level (the level itself,
/// <c>+</c>, <c>#</c>), however many subscriptions there are.
/// </summary>
/// <remarks>
/// Examples (5.0 §4.7): <c>a/#</c> matches <c>a</c>, <c>a/b</c>, <c>a/b/c</c>; <c>+</c> matches <c>a</c> but not <c>a/b</c>;
/// <c>#</c> and <c>+/x</c> do not match <c>$SYS/x</c> [MQTT-4.7.2-1], <c>$SYS/#</c> does.
/// </remarks>
internal sealed class SubscriptionTree : IDisposable
{
    private readonly SubscriptionNode _root = new(null, []);
    private readonly ReaderWriterLockSlim _gate = new();

    /// <summary>Adds or replaces the session's subscription of this filter.</summary>
    public void Put(Subscription subscription)
    {
        _gate.EnterWriteLock();
        try
        {
            SubscriptionNode node = Walk_NeedsLock(subscription.Filter, create: true)!;
            List<Subscription> list = node.Subscriptions ??= [];
            int at = list.FindIndex(s => s.Session == subscription.Session);
            if (at < 0) list.Add(subscription);
            else list[at] = subscription;
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    public void Remove(Session session, string filter)
    {
        _gate.EnterWriteLock();
        try
        {
            SubscriptionNode? node = Walk_NeedsLock(filter, create: false);
            if (node?.Subscriptions is null) return;
            node.Subscriptions.RemoveAll(s => s.Session == session);
            Prune_NeedsLock(node);
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    /// <summary>Adds every subscription that matches to <paramref name="matches"/>; a session may come more than once.</summary>
    public void Match(ReadOnlySpan<byte> topic, List<Subscription> matches)
    {
        _gate.EnterReadLock();
        try
        {
            Match_NeedsLock(_root, topic, wildcards: topic[0] != (byte)'$', matches);
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    public void Dispose() => _gate.Dispose();

    private static void Match_NeedsLock(SubscriptionNode node, ReadOnlySpan<byte> rest, bool wildcards, List<Subscription> matches)
    {
        if (wildcards) Collect(node.Child("#"u8), matches);
        int slash = rest.IndexOf((byte)'/');
        ReadOnlySpan<byte> level = slash < 0 ? rest : rest[..slash];
        Descend_NeedsLock(node.Child(level), rest, slash, matches);
        if (wildcards) Descend_NeedsLock(node.Child("+"u8), rest, slash, matches);
    }

    private static void Descend_NeedsLock(SubscriptionNode? child, ReadOnlySpan<byte> rest, int slash, List<Subscription> matches)
    {
        if (child is null) return;
        if (slash >= 0)
        {
            Match_NeedsLock(child, rest[(slash + 1)..], wildcards: true, matches);
            return;
        }

        Collect(child, matches);
        // "a/#" matches its parent "a" too (§4.7.1.2).
        Collect(child.Child("#"u8), matches);
    }

    private static void Collect(SubscriptionNode? node, List<Subscription> matches)
    {
        if (node?.Subscriptions is { } list) matches.AddRange(list);
    }

    private SubscriptionNode? Walk_NeedsLock(string filter, bool create)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(filter);
        SubscriptionNode node = _root;
        while (true)
        {
            int slash = rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> level = slash < 0 ? rest : rest[..slash];
            SubscriptionNode? child = node.Child(level);
            if (child is null)
            {
                if (!create) return null;
                child = new SubscriptionNode(node, level.ToArray());
                node.Children ??= new Dictionary<byte[], SubscriptionNode>(Utf8LevelComparer.Instance);
                node.Children.Add(child.Level, child);
            }

            node = child;
            if (slash < 0) return node;
            rest = rest[(slash + 1)..];
        }
    }

    private static void Prune_NeedsLock(SubscriptionNode node)
    {
        while (node.Parent is { } parent && node.IsEmpty)
        {
            parent.Children!.Remove(node.Level);
            node = parent;
        }
    }
}
