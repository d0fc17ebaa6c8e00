using System.Diagnostics;

namespace Ioc.Silo.Twins;

/// <summary>
/// Admits batches to the engine: so many, so many bytes, and only while points find room. Shards themselves never wait for a store: what one
/// admitted batch adds is small, so the bound may be looked at between batches, where waiting holds nobody's state.
/// One submitter at a time (the journal's thread, or replay before it runs).
/// </summary>
internal sealed class InFlight(Func<long> pointsWaiting, long pointsWaitingMax)
{
    private readonly Lock _gate = new();
    private int _batches;
    private long _bytes;
    private long _admittingBytes;
    private TaskCompletionSource? _waiter;

    public int Batches
    {
        get
        {
            lock (_gate)
                return _batches;
        }
    }

    public ValueTask EnterAsync(int bytes, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiter is not null)
                throw new UnreachableException("BUG: two submitters");
            if (HasRoom_NeedsLock(bytes))
            {
                Admit_NeedsLock(bytes);
                return ValueTask.CompletedTask;
            }

            _admittingBytes = bytes;
            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_waiter.Task.WaitAsync(cancellationToken));
        }
    }

    public void Leave(int bytes)
    {
        lock (_gate)
        {
            _batches--;
            _bytes -= bytes;
            Wake_NeedsLock();
        }
    }

    /// <summary>Points went to the store: look again.</summary>
    public void PointsStored()
    {
        lock (_gate)
            Wake_NeedsLock();
    }

    private void Wake_NeedsLock()
    {
        if (_waiter is null || !HasRoom_NeedsLock(_admittingBytes))
            return;
        Admit_NeedsLock(_admittingBytes);
        _waiter.TrySetResult();
        _waiter = null;
    }

    private void Admit_NeedsLock(long bytes)
    {
        _batches++;
        _bytes += bytes;
    }

    /// <summary>A batch always enters an empty engine, however large it is.</summary>
    private bool HasRoom_NeedsLock(long bytes) =>
        (_batches == 0 || (_batches < EngineLimits.BatchesInFlightMax && _bytes + bytes <= EngineLimits.BytesInFlightMax))
        && pointsWaiting() < pointsWaitingMax;
}
