namespace Ioc.Mqtt.Broker;

/// <summary>The subscriptions of one filter: read by any thread without a lock while one writer, under the tree's lock, changes it.</summary>
/// <remarks>
/// Slots are filled and emptied one by one and never moved within an array that readers may hold, so a reader meets each subscription that is
/// there throughout exactly once. Removing leaves a hole; when the array is full, or mostly holes, a new one takes its place.
/// Adding and removing cost the same for the first and the 20,000th subscriber of one filter.
/// </remarks>
internal sealed class SubscriberList
{
    private Subscription?[] _slots = [];

    /// <summary>Slots given out in the present array, holes included.</summary>
    private int _used;

    public int Count { get; private set; }

    /// <summary>With holes (null).</summary>
    public ReadOnlySpan<Subscription?> Slots => Volatile.Read(ref _slots);

    public void Add_NeedsLock(Subscription subscription)
    {
        if (_used == _slots.Length) Rebuild_NeedsLock();
        subscription.Slot = _used;
        Volatile.Write(ref _slots[_used], subscription);
        _used++;
        Count++;
    }

    public void Replace_NeedsLock(Subscription old, Subscription subscription)
    {
        subscription.Slot = old.Slot;
        Volatile.Write(ref _slots[old.Slot], subscription);
    }

    public void Remove_NeedsLock(Subscription subscription)
    {
        Volatile.Write(ref _slots[subscription.Slot], null);
        Count--;
        if (_slots.Length > 8 && Count < _slots.Length / 4) Rebuild_NeedsLock();
    }

    /// <summary>The new array is at most three quarters full, so that the next rebuild is far; the first holds one: most filters have one subscriber.</summary>
    private void Rebuild_NeedsLock()
    {
        int length = 1;
        while (Count > 0 && Count + 1 > length - (length / 4)) length *= 2;
        var slots = new Subscription?[length];
        int used = 0;
        foreach (Subscription? subscription in _slots)
        {
            if (subscription is null) continue;
            subscription.Slot = used;
            slots[used++] = subscription;
        }

        _used = used;
        Volatile.Write(ref _slots, slots);
    }
}
