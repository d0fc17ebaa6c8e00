using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// The write side of one connection, for many threads: the read loop, the commit thread and whoever publishes.
/// </summary>
/// <remarks>
/// The problem: a <see cref="PipeWriter"/> takes one writer, and its flush completes only when the peer reads. Awaiting that flush would make
/// a commit thread wait for a device; a write loop with a channel would cost a wake-up for each message. Here everybody writes under one
/// short lock. While no flush is pending, bytes go straight into the pipe; while one is, they gather in an overflow of bounded size and go
/// into the pipe together when it completes. So a writer never waits, a slow reader pays alone, and small packets share a flush.
/// Methods ending in _NeedsLock are called inside <see cref="Gate"/>.
/// </remarks>
internal sealed class OutputBuffer(PipeWriter pipe, int waitingBytesMax, IOutputOwner owner)
{
    /// <summary>
    /// Unflushed bytes after which a write flushes by itself, so that a long batch does not pile up in the pipe; half of what
    /// Kestrel's pipe holds before its flush stops completing at once.
    /// </summary>
    private const int UnflushedBytesMax = 32 * 1024;

    /// <summary>Spans asked from the pipe at most; Kestrel's memory pool has blocks of 4 KiB, more would be allocated.</summary>
    private const int ReserveBytesMax = 2 * 1024;

    private byte[] _overflow = [];
    private int _overflowBytes;
    private int _reservedBytes;
    private int _unflushedBytes;
    private bool _flushing;
    private bool _closed;

    public Lock Gate { get; } = new();

    /// <summary>True while the peer reads slower than we write.</summary>
    public bool IsBackpressured_NeedsLock => _flushing;

    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Bytes handed over since the connection began.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Room for a small packet, to be filled and committed; empty when the buffer is closed.</summary>
    public Span<byte> Reserve_NeedsLock(int bytes)
    {
        Debug.Assert(bytes <= ReserveBytesMax, "BUG: reserve small packets only");
        if (_closed) return default;
        _reservedBytes = bytes;
        if (!_flushing) return pipe.GetSpan(bytes);
        return EnsureOverflow_NeedsLock(bytes) ? _overflow.AsSpan(_overflowBytes, bytes) : default;
    }

    public void Commit_NeedsLock(int bytes)
    {
        Debug.Assert(bytes <= _reservedBytes, "BUG: more written than reserved");
        BytesWritten += bytes;
        if (_flushing)
        {
            _overflowBytes += bytes;
            return;
        }

        pipe.Advance(bytes);
        _unflushedBytes += bytes;
        if (_unflushedBytes >= UnflushedBytesMax) Flush_NeedsLock();
    }

    /// <summary>Writes bytes of any number.</summary>
    public bool Write_NeedsLock(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(bytes.Length, ReserveBytesMax);
            Span<byte> target = Reserve_NeedsLock(count);
            if (target.IsEmpty) return false;
            bytes[..count].CopyTo(target);
            Commit_NeedsLock(count);
            bytes = bytes[count..];
        }

        return !_closed;
    }

    public void Flush()
    {
        lock (Gate) Flush_NeedsLock();
    }

    public void Flush_NeedsLock()
    {
        if (_closed || _flushing || _unflushedBytes == 0) return;
        _unflushedBytes = 0;
        ValueTask<FlushResult> flush = pipe.FlushAsync(CancellationToken.None);
        if (flush.IsCompletedSuccessfully)
        {
            if (flush.Result.IsCompleted) Break_NeedsLock();
            return;
        }

        _flushing = true;
        _ = CompleteFlushAsync(flush);
    }

    /// <summary>After this nothing is written any more; the transport may be completed.</summary>
    public void Close()
    {
        lock (Gate) Close_NeedsLock();
    }

    private void Close_NeedsLock()
    {
        _closed = true;
        _overflowBytes = 0;
        ReleaseOverflow_NeedsLock();
    }

    private async Task CompleteFlushAsync(ValueTask<FlushResult> flush)
    {
        bool gone;
        try
        {
            gone = (await flush.ConfigureAwait(false)).IsCompleted;
        }
        catch (Exception broken) when (broken is IOException or InvalidOperationException or OperationCanceledException)
        {
            // A transport that breaks while flushing tells so by throwing; the connection ends, nobody here is at fault.
            gone = true;
        }

        lock (Gate)
        {
            _flushing = false;
            if (_closed) return;
            if (gone)
            {
                Break_NeedsLock();
                return;
            }

            MoveOverflow_NeedsLock();
            if (_flushing) return;
        }

        owner.OutputDrained();
    }

    private void MoveOverflow_NeedsLock()
    {
        if (_overflowBytes == 0) return;
        pipe.Write(_overflow.AsSpan(0, _overflowBytes));
        _unflushedBytes += _overflowBytes;
        _overflowBytes = 0;
        ReleaseOverflow_NeedsLock();
        Flush_NeedsLock();
    }

    private bool EnsureOverflow_NeedsLock(int bytes)
    {
        int needed = _overflowBytes + bytes;
        if (needed > waitingBytesMax)
        {
            Close_NeedsLock();
            ThreadPool.UnsafeQueueUserWorkItem(static o => o.OutputOverflowed(), owner, preferLocal: false);
            return false;
        }

        if (needed <= _overflow.Length) return true;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _overflow.Length * 2));
        _overflow.AsSpan(0, _overflowBytes).CopyTo(larger);
        ReleaseOverflow_NeedsLock();
        _overflow = larger;
        return true;
    }

    private void Break_NeedsLock()
    {
        Close_NeedsLock();
        ThreadPool.UnsafeQueueUserWorkItem(static o => o.OutputBroken(), owner, preferLocal: false);
    }

    private void ReleaseOverflow_NeedsLock()
    {
        if (_overflow.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_overflow);
        _overflow = [];
    }
}
