using System.Buffers;
using System.Threading.Channels;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests.Seams;

/// <summary>A journal in memory whose commits, room and faults belong to the test. Commits at once unless told to hold.</summary>
public sealed class MemoryIntake : IIntake
{
    private readonly Lock _gate = new();
    private readonly List<ICommitListener?> _pending = [];
    private readonly Channel<JournaledEntry> _arrivals = Channel.CreateUnbounded<JournaledEntry>();
    private TaskCompletionSource? _room;

    /// <summary>True: entries wait for <see cref="Commit"/>.</summary>
    public bool Holds { get; set; }

    public bool Fails { get; set; }

    public bool IsRefusing { get; set; }

    /// <summary>True: nearly full, telemetry that nobody waits for is dropped.</summary>
    public bool Sheds { get; set; }

    public List<JournaledEntry> Entries { get; } = [];

    public int NoRoomAnswers { get; private set; }

    public long ShedTotal => 0;

    public AppendOutcome Append(EntryKind kind, int deviceHandle, in ReadOnlySequence<byte> payload, ICommitListener? listener)
    {
        var entry = new JournaledEntry(kind, deviceHandle, payload.ToArray());
        lock (_gate)
        {
            if (Fails)
                return AppendOutcome.Failed;
            if (Sheds && kind == EntryKind.Telemetry && listener is null)
                return AppendOutcome.Shed;
            if (_room is not null)
            {
                NoRoomAnswers++;
                return AppendOutcome.NoRoom;
            }

            Entries.Add(entry);
            if (Holds)
                _pending.Add(listener);
        }

        // Before Append returns, as the real commit loop may do it on another core.
        if (!Holds)
            listener?.Committed(1, durable: true);
        _arrivals.Writer.TryWrite(entry);
        return AppendOutcome.Appended;
    }

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (_room is { } room)
            await room.Task.WaitAsync(cancellationToken);
    }

    public bool IsAccepting(out string? reason)
    {
        reason = IsRefusing ? "the disk is full" : null;
        return !IsRefusing;
    }

    /// <summary>Commits the oldest so many held entries: one call per listener, as the journal does.</summary>
    public void Commit(int count, bool durable = true)
    {
        List<ICommitListener?> committed;
        lock (_gate)
        {
            committed = _pending.GetRange(0, count);
            _pending.RemoveRange(0, count);
        }

        foreach (var group in committed.OfType<ICommitListener>().GroupBy(listener => listener))
            group.Key.Committed(group.Count(), durable);
    }

    public void FillUp() => _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void MakeRoom()
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            room = _room;
            _room = null;
        }

        room?.TrySetResult();
    }

    /// <summary>The next entry of a kind; skips others.</summary>
    public async Task<JournaledEntry> NextAsync(EntryKind kind)
    {
        while (true)
        {
            var entry = await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);
            if (entry.Kind == kind)
                return entry;
        }
    }
}
