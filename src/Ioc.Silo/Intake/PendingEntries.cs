using System.Buffers;
using System.Runtime.InteropServices;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Intake;

/// <summary>Entries that wait for one commit: bytes with room for the frame's header in front, and who wants to hear of it.</summary>
internal sealed class PendingEntries(int capacityBytes)
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacityBytes);
    private readonly List<ListenerRun> _listeners = [];
    private int _length = FrameHeader.Bytes;

    public int Count { get; private set; }

    /// <summary>The frame: header room and entries.</summary>
    public Span<byte> Frame => _bytes.AsSpan(0, _length);

    public ReadOnlySpan<byte> Entries => _bytes.AsSpan(FrameHeader.Bytes, _length - FrameHeader.Bytes);

    public bool TryAdd(EntryKind kind, int deviceHandle, long receivedAtMs, in ReadOnlySequence<byte> payload, ICommitListener? listener, int reservedBytes)
    {
        var entryBytes = JournalEntry.HeaderBytes + (int)payload.Length;
        if (_bytes.Length - reservedBytes - _length < entryBytes)
            return false;
        JournalEntry.Write(_bytes.AsSpan(_length), kind, deviceHandle, receivedAtMs, payload);
        _length += entryBytes;
        Count++;
        if (listener is not null)
            CountFor(listener);
        return true;
    }

    public void TellListeners(bool durable)
    {
        foreach (var run in CollectionsMarshal.AsSpan(_listeners))
            run.Listener.Committed(run.Count, durable);
    }

    public void Clear()
    {
        _length = FrameHeader.Bytes;
        Count = 0;
        _listeners.Clear();
    }

    /// <summary>A connection appends what it read at once, so counting consecutive entries of one listener makes one call of most of them.</summary>
    private void CountFor(ICommitListener listener)
    {
        var runs = CollectionsMarshal.AsSpan(_listeners);
        if (runs.Length > 0 && ReferenceEquals(runs[^1].Listener, listener))
            runs[^1].Count++;
        else
            _listeners.Add(new ListenerRun(listener));
    }
}
