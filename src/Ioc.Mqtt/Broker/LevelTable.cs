namespace Ioc.Mqtt.Broker;

/// <summary>
/// The children of one <see cref="SubscriptionNode"/> by level: a hash table with open addressing that any thread reads without a lock while
/// one writer, under the tree's lock, changes it. A dictionary of the framework would need a lock to read, or ten times the memory for the
/// one child that most nodes have.
/// </summary>
/// <remarks>Invariant: at least a quarter of the slots is null, which ends every search. A removed child leaves <see cref="Gone"/>, so that searches go on behind it.</remarks>
internal sealed class LevelTable
{
    private static readonly SubscriptionNode Gone = new(null, [], 0);

    private SubscriptionNode?[] _slots = new SubscriptionNode?[2];

    /// <summary>Slots that are not null, <see cref="Gone"/> included.</summary>
    private int _used;

    public int Count { get; private set; }

    public SubscriptionNode? Find(ReadOnlySpan<byte> level, int hash)
    {
        SubscriptionNode?[] slots = Volatile.Read(ref _slots);
        int mask = slots.Length - 1;
        for (int at = hash & mask; ; at = (at + 1) & mask)
        {
            SubscriptionNode? node = Volatile.Read(ref slots[at]);
            if (node is null) return null;
            if (node.Hash == hash && node != Gone && level.SequenceEqual(node.Level)) return node;
        }
    }

    public void Add_NeedsLock(SubscriptionNode node)
    {
        if ((_used + 1) * 4 > _slots.Length * 3) Rebuild_NeedsLock();
        Put(_slots, node);
        _used++;
        Count++;
    }

    public void Remove_NeedsLock(SubscriptionNode node)
    {
        int mask = _slots.Length - 1;
        int at = node.Hash & mask;
        while (_slots[at] != node) at = (at + 1) & mask;
        Volatile.Write(ref _slots[at], Gone);
        Count--;
        if (_slots.Length > 8 && Count < _slots.Length / 8) Rebuild_NeedsLock();
    }

    private void Rebuild_NeedsLock()
    {
        int length = 2;
        while ((Count + 1) * 2 > length) length *= 2;
        var slots = new SubscriptionNode?[length];
        foreach (SubscriptionNode? node in _slots)
        {
            if (node is not null && node != Gone) Put(slots, node);
        }

        _used = Count;
        Volatile.Write(ref _slots, slots);
    }

    private static void Put(SubscriptionNode?[] slots, SubscriptionNode node)
    {
        int mask = slots.Length - 1;
        int at = node.Hash & mask;
        while (slots[at] is not null) at = (at + 1) & mask;
        Volatile.Write(ref slots[at], node);
    }
}
