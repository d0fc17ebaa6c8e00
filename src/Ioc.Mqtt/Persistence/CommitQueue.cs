using System.Diagnostics;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// Two buffers: everybody fills one under a short lock while the commit thread writes the other. A commit takes whatever gathered during
/// the one before it, so batches grow with the load; when nobody waits for a record, it waits a moment for company.
/// </summary>
/// <remarks>A ticket is the number of the commit that makes a record durable.</remarks>
internal sealed class CommitQueue
{
    private readonly object _gate = new();
    private readonly StoreLimits _limits;
    private PendingRecords _filling = new();
    private PendingRecords? _spare = new();
    private PendingRecords? _writing;
    private TaskCompletionSource? _room;
    private long _committed;
    private int _openGroups;
    private bool _swapWanted;
    private bool _closed;
    private volatile bool _failed;
    private volatile bool _full;

    public CommitQueue(StoreLimits limits, long lastTicket)
    {
        _limits = limits;
        _committed = lastTicket;
        _filling.Ticket = lastTicket + 1;
    }

    /// <summary>Taken for every record; nothing else is locked inside.</summary>
    public object Gate => _gate;

    /// <summary>Where the next record goes.</summary>
    public RecordBuffer Filling_NeedsLock => _filling.Buffer;

    /// <summary>False: let no more in by reading clients; what is under way is still taken.</summary>
    public bool HasRoom => !_full || _failed;

    /// <summary>The disk refuses; nothing new may be promised.</summary>
    public bool IsFailed => _failed;

    public bool IsCommitted(long ticket) => ticket <= Volatile.Read(ref _committed);

    /// <summary>A record was added: wakes the commit thread, and answers the ticket.</summary>
    public long Added_NeedsLock(int lengthBefore)
    {
        int length = _filling.Buffer.Length;
        if (lengthBefore == FrameHeader.Bytes) Monitor.PulseAll(_gate);
        if (length > _limits.PendingBytesMax && !_full)
        {
            _full = true;
            Monitor.PulseAll(_gate);
        }

        return _filling.Ticket;
    }

    /// <summary>Enters a listener for this commit: true when it will be told, false when it need not wait any more.</summary>
    public bool TryWait(IStoreListener listener, long ticket)
    {
        lock (_gate)
        {
            if (ticket <= _committed) return false;
            if (listener.EnteredFor >= ticket) return true;
            PendingRecords batch = ticket == _filling.Ticket ? _filling : _writing ?? throw new UnreachableException("BUG: a ticket of no batch");
            batch.Listeners.Add(listener);
            listener.EnteredFor = ticket;
            if (batch.Listeners.Count == 1) Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Completes when this commit is on the medium; with false when the disk refused.</summary>
    public Task<bool> CommittedAsync(long ticket)
    {
        var commit = new CommitTask();
        if (!TryWait(commit, ticket)) commit.Committed(ticket);
        return commit.Task;
    }

    /// <summary>Records until <see cref="LeaveGroup"/> are in one commit: all of them survive a crash, or none.</summary>
    public void EnterGroup()
    {
        lock (_gate)
        {
            while (_swapWanted) Monitor.Wait(_gate);
            _openGroups++;
        }
    }

    public void LeaveGroup()
    {
        lock (_gate)
        {
            if (--_openGroups == 0 && _swapWanted) Monitor.PulseAll(_gate);
        }
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (HasRoom) return ValueTask.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task.WaitAsync(cancellationToken));
        }
    }

    /// <summary>On the commit thread: the next batch. False: closed, and everything was taken.</summary>
    public bool TryTake(out PendingRecords batch)
    {
        lock (_gate)
        {
            bool waitedForCompany = false;
            while (!IsDue_NeedsLock(waitedForCompany))
            {
                if (!_filling.Buffer.IsEmpty)
                {
                    waitedForCompany = !Monitor.Wait(_gate, _limits.QuietMilliseconds);
                }
                else if (_closed)
                {
                    batch = _filling;
                    return false;
                }
                else
                {
                    Monitor.Wait(_gate);
                }
            }

            batch = Swap_NeedsLock();
            return true;
        }
    }

    /// <summary>On the commit thread: the batch is on the medium.</summary>
    public void Committed(PendingRecords batch)
    {
        lock (_gate)
        {
            Volatile.Write(ref _committed, batch.Ticket);
            _failed = false;
            _writing = null;
        }
    }

    /// <summary>On the commit thread, after the listeners were told: the buffer is free again.</summary>
    public void Return(PendingRecords batch)
    {
        batch.Clear(keepBytesMax: 2 * _limits.PendingBytesMax);
        lock (_gate) _spare = batch;
    }

    /// <summary>On the commit thread: the disk refused. Answers who waits for the batch being written or the next; nobody will be told later.</summary>
    public List<IStoreListener> Fail()
    {
        lock (_gate)
        {
            _failed = true;
            List<IStoreListener> waiting = [.. _writing?.Listeners ?? [], .. _filling.Listeners];
            _writing?.Listeners.Clear();
            _filling.Listeners.Clear();
            WakeReaders_NeedsLock();
            return waiting;
        }
    }

    /// <summary>On the commit thread: lets time pass before the next attempt. False: there is to be none.</summary>
    public bool WaitToRetry()
    {
        lock (_gate)
        {
            if (!_closed) Monitor.Wait(_gate, _limits.RetryMilliseconds);
            return !_closed;
        }
    }

    /// <summary>What was added is still taken; nothing may be added any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private bool IsDue_NeedsLock(bool waitedForCompany) =>
        !_filling.Buffer.IsEmpty && (waitedForCompany || _full || _closed || _filling.Listeners.Count > 0);

    private PendingRecords Swap_NeedsLock()
    {
        _swapWanted = true;
        while (_openGroups > 0) Monitor.Wait(_gate);
        _swapWanted = false;
        PendingRecords taken = _filling;
        _filling = _spare ?? throw new UnreachableException("BUG: the commit thread took a second batch");
        _spare = null;
        _filling.Ticket = taken.Ticket + 1;
        _writing = taken;
        _full = false;
        WakeReaders_NeedsLock();
        Monitor.PulseAll(_gate);
        return taken;
    }

    private void WakeReaders_NeedsLock()
    {
        _room?.TrySetResult();
        _room = null;
    }
}
