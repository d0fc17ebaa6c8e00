using System.Buffers;
using System.Diagnostics;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Intake;

/// <summary>
/// Two buffers: callers fill one under a short lock while the commit thread writes the other. A commit takes whatever gathered during the
/// one before it, so the batch grows with the load and a single message waits for one flush only.
/// </summary>
internal sealed class JournalIntake : IIntake
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private PendingEntries _filling;
    private bool _isFull;
    private bool _wasFull;
    private PendingEntries? _spare;
    private TaskCompletionSource? _room;
    private IntakeState _state = IntakeState.Starting;
    private string? _reason = "The centre is starting: stored messages are being read back.";
    private TaskCompletionSource? _reopened;
    private JournalRoom _journalRoom;
    private long _shedTotal;
    private bool _recoveryWanted;
    private bool _edgeHears = true;

    public JournalIntake(TimeProvider time, int pendingBytes = JournalLimits.PendingBytes)
    {
        _time = time;
        _filling = new PendingEntries(pendingBytes);
        _spare = new PendingEntries(pendingBytes);
    }

    /// <summary>Step 4: into the journal.</summary>
    public AppendOutcome Append(EntryKind kind, int deviceHandle, in ReadOnlySequence<byte> payload, ICommitListener? listener) =>
        Append(kind, deviceHandle, payload, listener, IntakeState.Open, JournalLimits.ReservedBytes);

    /// <summary>For the silo's own entries: also before devices are let in, and into the reserved part of the buffer.</summary>
    public AppendOutcome AppendOwn(EntryKind kind, ReadOnlyMemory<byte> payload, ICommitListener? listener) =>
        Append(kind, 0, new ReadOnlySequence<byte>(payload), listener, IntakeState.Starting, reservedBytes: 0);

    /// <summary>
    /// Whether devices can be heard from here on, as the edge said last, whatever became of the entry in which it said so. Nobody can be while the
    /// gate is closed.
    /// </summary>
    public AppendOutcome AppendListening(ICommitListener? listener)
    {
        lock (_gate)
        {
            var hears = _edgeHears && _journalRoom != JournalRoom.None;
            return AppendOwn(hears ? EntryKind.ListeningStarted : EntryKind.ListeningStopped, default, listener);
        }
    }

    /// <summary>As <see cref="AppendListening"/>, waiting for room. False: the journal refuses.</summary>
    public ValueTask<bool> AppendListeningAsync(ICommitListener? listener, CancellationToken cancellationToken) =>
        WithRoomAsync(() => AppendListening(listener), cancellationToken);

    /// <summary>As <see cref="AppendOwn"/>, waiting for room. False: the journal refuses.</summary>
    public ValueTask<bool> AppendOwnAsync(EntryKind kind, ReadOnlyMemory<byte> payload, ICommitListener? listener, CancellationToken cancellationToken) =>
        WithRoomAsync(() => AppendOwn(kind, payload, listener), cancellationToken);

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_journalRoom != JournalRoom.None)
                return WaitForBuffer_NeedsLock(cancellationToken);
            _reopened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_reopened.Task.WaitAsync(cancellationToken));
        }
    }

    public long ShedTotal => Volatile.Read(ref _shedTotal);

    /// <summary>How much of its quota the journal has left, for devices.</summary>
    public void LetIn(JournalRoom room)
    {
        lock (_gate)
        {
            _journalRoom = room;
            if (room == JournalRoom.None)
                return;
            _reopened?.TrySetResult();
            _reopened = null;
        }
    }

    /// <summary>At ticks. True: devices have found the buffer full since the last one or longer, and nobody has emptied it: none of them can be heard.</summary>
    public bool IsStuck()
    {
        lock (_gate)
        {
            var isStuck = _isFull && _wasFull;
            _wasFull = _isFull;
            return isStuck;
        }
    }

    public bool IsAccepting(out string? reason)
    {
        lock (_gate)
        {
            reason = _reason;
            return _state == IntakeState.Open;
        }
    }

    /// <summary>Lets devices in.</summary>
    public void Open() => Set(IntakeState.Open, null);

    /// <summary>Refuses everything from now on, because nothing could be made durable.</summary>
    public void Fail(string reason) => Set(IntakeState.Failed, reason);

    /// <summary>Refuses everything; what was appended is still committed, then <see cref="TryTake"/> answers false.</summary>
    public void Close() => Set(IntakeState.Closed, "The centre is stopping.");

    /// <summary>Asks the commit thread to try the disk again; nothing unless failed.</summary>
    public void WantRecovery()
    {
        lock (_gate)
        {
            if (_state != IntakeState.Failed)
                return;
            _recoveryWanted = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>
    /// On the commit thread: waits for entries, swaps the buffers. True with null: try to recover. False: closed and drained.
    /// </summary>
    public bool TryTake(out PendingEntries? entries)
    {
        lock (_gate)
        {
            while (_filling.Count == 0 && !_recoveryWanted && _state != IntakeState.Closed)
                Monitor.Wait(_gate);
            entries = null;
            if (_filling.Count > 0)
                entries = Swap_NeedsLock();
            else if (!_recoveryWanted)
                return false;
            else
                _recoveryWanted = false;
            return true;
        }
    }

    /// <summary>On the commit thread: the buffer taken before is free again.</summary>
    public void Return(PendingEntries entries)
    {
        entries.Clear();
        lock (_gate)
            _spare = entries;
    }

    private AppendOutcome Append(
        EntryKind kind, int deviceHandle, in ReadOnlySequence<byte> payload, ICommitListener? listener, IntakeState stateMin, int reservedBytes)
    {
        if (payload.Length > JournalLimits.PayloadBytesMax)
            throw new UnreachableException($"BUG: an entry of {payload.Length} bytes passed the edge's limits");
        var receivedAtMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            if (stateMin == IntakeState.Open && kind is EntryKind.ListeningStarted or EntryKind.ListeningStopped)
                _edgeHears = kind == EntryKind.ListeningStarted;
            if (_state < stateMin || _state > IntakeState.Open)
                return AppendOutcome.Failed;
            if (_journalRoom != JournalRoom.Ample && Hinders_NeedsLock(kind, deviceHandle, listener) is { } outcome)
                return outcome;
            if (!_filling.TryAdd(kind, deviceHandle, receivedAtMs, payload, listener, reservedBytes))
            {
                _isFull |= reservedBytes > 0;
                return AppendOutcome.NoRoom;
            }

            if (_filling.Count == 1)
                Monitor.Pulse(_gate);
            return AppendOutcome.Appended;
        }
    }

    /// <summary>What a journal without room means for one entry; null: nothing. Entries about no device are the centre's own.</summary>
    private AppendOutcome? Hinders_NeedsLock(EntryKind kind, int deviceHandle, ICommitListener? listener)
    {
        if (kind == EntryKind.Telemetry && listener is null)
        {
            _shedTotal++;
            return AppendOutcome.Shed;
        }

        // While the gate is closed nobody can be heard, whoever says so: listening starts when it opens.
        if (_journalRoom == JournalRoom.None && kind == EntryKind.ListeningStarted)
            return AppendOutcome.Shed;
        return _journalRoom == JournalRoom.None && deviceHandle != 0 && kind != EntryKind.CommandDelivered ? AppendOutcome.NoRoom : null;
    }

    private async ValueTask<bool> WithRoomAsync(Func<AppendOutcome> append, CancellationToken cancellationToken)
    {
        while (true)
        {
            var outcome = append();
            if (outcome != AppendOutcome.NoRoom)
                return outcome == AppendOutcome.Appended;
            await WaitForBufferAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask WaitForBufferAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return WaitForBuffer_NeedsLock(cancellationToken);
    }

    private ValueTask WaitForBuffer_NeedsLock(CancellationToken cancellationToken)
    {
        if (_spare is not null && _filling.Count == 0)
            return ValueTask.CompletedTask;
        _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new ValueTask(_room.Task.WaitAsync(cancellationToken));
    }

    private void Set(IntakeState state, string? reason)
    {
        lock (_gate)
        {
            if (_state == IntakeState.Closed)
                return;
            _state = state;
            _reason = reason;
            WakeWaiters_NeedsLock();
            Monitor.Pulse(_gate);
        }
    }

    private PendingEntries Swap_NeedsLock()
    {
        var taken = _filling;
        _filling = _spare ?? throw new UnreachableException("BUG: the commit thread took a second buffer");
        _spare = null;
        (_isFull, _wasFull) = (false, false);
        WakeWaiters_NeedsLock();
        return taken;
    }

    private void WakeWaiters_NeedsLock()
    {
        _room?.TrySetResult();
        _room = null;
        if (_state is IntakeState.Starting or IntakeState.Open)
            return;

        // Refused is an answer: who waits for the journal's room must hear it.
        _reopened?.TrySetResult();
        _reopened = null;
    }
}
