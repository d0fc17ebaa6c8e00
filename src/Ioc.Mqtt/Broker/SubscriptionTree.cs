using System.Text;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// All subscriptions, as a tree of filter levels: a topic is matched by walking at most three children per level (the level itself,
/// <c>+</c>, <c>#</c>), however many subscriptions there are.
/// </summary>
/// <remarks>
/// Examples (5.0 §4.7): <c>a/#</c> matches <c>a</c>, <c>a/b</c>, <c>a/b/c</c>; <c>+</c> matches <c>a</c> but not <c>a/b</c>;
/// <c>#</c> and <c>+/x</c> do not match <c>$SYS/x</c> [MQTT-4.7.2-1], <c>$SYS/#</c> does. A shared subscription stands at the node of the
/// filter behind <c>$share/group/</c>.
/// Matching takes no lock: two publishers on two cores would otherwise spend more time on its cache line than in the tree. Whoever
/// subscribes or leaves while a message is matched may or may not get that message, as it would a moment earlier or later.
/// </remarks>
internal sealed class SubscriptionTree
{
    private readonly SubscriptionNode _root = new(null, [], 0);
    private readonly Lock _gate = new();
    private int _count;
    private int _sharedCount;
    private int _groupCount;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Those of them that share.</summary>
    public int SharedCount => Volatile.Read(ref _sharedCount);

    public int GroupCount => Volatile.Read(ref _groupCount);

    /// <summary>Adds a subscription; <paramref name="replaced"/> is the session's earlier one of the same filter, null for none.</summary>
    public void Put(Subscription subscription, Subscription? replaced)
    {
        byte[] filter = Encoding.UTF8.GetBytes(subscription.Filter);
        lock (_gate)
        {
            SubscriptionNode node = replaced?.Node ?? Walk_NeedsLock(TopicFilter.Unshared(filter));
            bool isShared = TopicFilter.IsShared(filter);
            if (isShared) EnsureGroup_NeedsLock(node, subscription.Filter).Put_NeedsLock(subscription, replaced);
            else if (replaced?.Node is null) node.EnsureSubscribers_NeedsLock().Add_NeedsLock(subscription);
            else node.Subscribers!.Replace_NeedsLock(replaced, subscription);
            subscription.Node = node;
            if (replaced?.Node is null) Count_NeedsLock(isShared, 1);
            else replaced.Node = null;
        }
    }

    public void Remove(Subscription subscription)
    {
        lock (_gate)
        {
            if (subscription.Node is not { } node) return;
            subscription.Node = null;
            if (node.FindGroup(subscription.Filter) is { } group)
            {
                group.Remove_NeedsLock(subscription);
                if (group.Members.Length == 0)
                {
                    node.RemoveGroup_NeedsLock(group);
                    _groupCount--;
                }

                Count_NeedsLock(isShared: true, -1);
            }
            else
            {
                node.Subscribers!.Remove_NeedsLock(subscription);
                Count_NeedsLock(isShared: false, -1);
            }

            Prune_NeedsLock(node);
        }
    }

    /// <summary>Finds what matches the topic; what <paramref name="matches"/> held before is gone.</summary>
    public void Match(ReadOnlySpan<byte> topic, TopicMatches matches)
    {
        matches.Clear();
        Match(_root, topic, wildcards: topic[0] != (byte)'$', matches);
    }

    /// <summary>The group behind a shared filter as it is now; null when it has no members.</summary>
    public SharedGroup? FindGroup(string sharedFilter)
    {
        ReadOnlySpan<byte> rest = TopicFilter.Unshared(Encoding.UTF8.GetBytes(sharedFilter));
        SubscriptionNode? node = _root;
        while (true)
        {
            int slash = rest.IndexOf((byte)'/');
            node = node.ChildOfFilter(slash < 0 ? rest : rest[..slash]);
            if (node is null) return null;
            if (slash < 0) return node.FindGroup(sharedFilter);
            rest = rest[(slash + 1)..];
        }
    }

    private static void Match(SubscriptionNode node, ReadOnlySpan<byte> rest, bool wildcards, TopicMatches matches)
    {
        if (wildcards) matches.Add(node.AnyRest);
        int slash = rest.IndexOf((byte)'/');
        ReadOnlySpan<byte> level = slash < 0 ? rest : rest[..slash];
        Descend(node.Child(level), rest, slash, matches);
        if (wildcards) Descend(node.AnyLevel, rest, slash, matches);
    }

    private static void Descend(SubscriptionNode? child, ReadOnlySpan<byte> rest, int slash, TopicMatches matches)
    {
        if (child is null) return;
        if (slash >= 0)
        {
            Match(child, rest[(slash + 1)..], wildcards: true, matches);
            return;
        }

        matches.Add(child);
        // "a/#" matches its parent "a" too (§4.7.1.2).
        matches.Add(child.AnyRest);
    }

    private SubscriptionNode Walk_NeedsLock(ReadOnlySpan<byte> filter)
    {
        SubscriptionNode node = _root;
        while (true)
        {
            int slash = filter.IndexOf((byte)'/');
            ReadOnlySpan<byte> level = slash < 0 ? filter : filter[..slash];
            node = node.ChildOfFilter(level) ?? node.AddChild_NeedsLock(level);
            if (slash < 0) return node;
            filter = filter[(slash + 1)..];
        }
    }

    private SharedGroup EnsureGroup_NeedsLock(SubscriptionNode node, string filter)
    {
        if (node.FindGroup(filter) is { } known) return known;
        _groupCount++;
        return node.AddGroup_NeedsLock(filter);
    }

    private static void Prune_NeedsLock(SubscriptionNode node)
    {
        while (node.Parent is { } parent && node.IsEmpty)
        {
            parent.RemoveChild_NeedsLock(node);
            node = parent;
        }
    }

    private void Count_NeedsLock(bool isShared, int change)
    {
        _count += change;
        if (isShared) _sharedCount += change;
    }
}
