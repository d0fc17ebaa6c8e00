using System.Diagnostics.CodeAnalysis;

namespace Ioc.Silo.Twins;

/// <summary>
/// The inbox of one thread. It has no bound of its own: what enters is admitted by <see cref="InFlight"/>, or is one cut, or a reader's question
/// whose asker waits for the answer. One lock per item, and items are batches.
/// </summary>
internal sealed class Mailbox<T>
    where T : class
{
    private readonly object _gate = new();
    private readonly Queue<T> _items = new();
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
                return _items.Count;
        }
    }

    /// <summary>False: closed, the item was not taken.</summary>
    public bool TryPost(T item)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _items.Enqueue(item);
            if (_items.Count == 1)
                Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for the next item; false when closed and empty.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        lock (_gate)
        {
            while (_items.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            return _items.TryDequeue(out item);
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
