namespace Ioc.Mqtt.Broker;

/// <summary>One level of the <see cref="SubscriptionTree"/>. Readers hold no lock; all changes are made under the tree's.</summary>
internal sealed class SubscriptionNode(SubscriptionNode? parent, byte[] level, int hash)
{
    private volatile LevelTable? _children;
    private volatile SubscriptionNode? _anyLevel;
    private volatile SubscriptionNode? _anyRest;
    private volatile SubscriberList? _subscribers;
    private volatile SharedGroup[] _groups = [];

    public SubscriptionNode? Parent { get; } = parent;

    public byte[] Level { get; } = level;

    public int Hash { get; } = hash;

    /// <summary>The child <c>+</c>.</summary>
    public SubscriptionNode? AnyLevel => _anyLevel;

    /// <summary>The child <c>#</c>.</summary>
    public SubscriptionNode? AnyRest => _anyRest;

    /// <summary>Subscriptions whose filter ends here; null until there is one.</summary>
    public SubscriberList? Subscribers => _subscribers;

    /// <summary>Groups that share a filter which ends here; the array is replaced, never changed.</summary>
    public SharedGroup[] Groups => _groups;

    public bool IsEmpty => _anyLevel is null && _anyRest is null && _children is null or { Count: 0 }
        && _subscribers is null or { Count: 0 } && _groups.Length == 0;

    /// <summary><see cref="HashCode"/> is seeded per process: a stranger can't choose topics that collide.</summary>
    public static int HashOf(ReadOnlySpan<byte> level)
    {
        var hash = default(HashCode);
        hash.AddBytes(level);
        return hash.ToHashCode();
    }

    public SubscriptionNode? Child(ReadOnlySpan<byte> level) => _children?.Find(level, HashOf(level));

    public SubscriptionNode? ChildOfFilter(ReadOnlySpan<byte> level) => level switch
    {
        [(byte)'+'] => _anyLevel,
        [(byte)'#'] => _anyRest,
        _ => Child(level),
    };

    public SubscriptionNode AddChild_NeedsLock(ReadOnlySpan<byte> level)
    {
        var child = new SubscriptionNode(this, level.ToArray(), HashOf(level));
        if (level is [(byte)'+']) _anyLevel = child;
        else if (level is [(byte)'#']) _anyRest = child;
        else (_children ??= new LevelTable()).Add_NeedsLock(child);
        return child;
    }

    public void RemoveChild_NeedsLock(SubscriptionNode child)
    {
        if (child == _anyLevel) _anyLevel = null;
        else if (child == _anyRest) _anyRest = null;
        else _children!.Remove_NeedsLock(child);
    }

    public SubscriberList EnsureSubscribers_NeedsLock() => _subscribers ??= new SubscriberList();

    public SharedGroup AddGroup_NeedsLock(string filter)
    {
        var group = new SharedGroup(filter);
        _groups = [.. _groups, group];
        return group;
    }

    public void RemoveGroup_NeedsLock(SharedGroup group) => _groups = [.. _groups.Where(g => g != group)];

    /// <summary>By the whole filter: the groups at one node differ in their name only.</summary>
    public SharedGroup? FindGroup(string filter)
    {
        foreach (SharedGroup group in _groups)
        {
            if (group.Filter == filter) return group;
        }

        return null;
    }
}
