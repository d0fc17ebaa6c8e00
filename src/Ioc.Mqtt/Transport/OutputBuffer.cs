using System.Buffers;
using System.Diagnostics;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// The write side of one connection, for many threads: the read loop, the commit thread and whoever publishes.
/// </summary>
/// <remarks>
/// The problem: a transport takes one send at a time, and a send ends only when the peer reads. Awaiting it would make a commit thread wait
/// for a device; a write loop with a channel would cost a wake-up for each message. Here everybody writes under one short lock into one
/// array, and whoever flushes takes the array out and sends it outside the lock. Who flushes meanwhile only leaves word, and the sender sends
/// that too: under load, small packets share a system call. Only when the kernel takes no more does a send go on in the background; what is
/// written then waits, up to a bound. So a writer never waits, a slow reader pays alone, and an idle connection holds no array.
/// Methods ending in _NeedsLock are called inside <see cref="Gate"/>.
/// </remarks>
internal sealed class OutputBuffer(IOutputTransport transport, int waitingBytesMax, IOutputOwner owner)
{
    /// <summary>Unsent bytes after which a write sends by itself, so that a long batch does not pile up.</summary>
    private const int UnsentBytesMax = 32 * 1024;

    /// <summary>The first array: most batches of acknowledgements and messages fit.</summary>
    private const int FirstBytes = 4 * 1024;

    private byte[] _bytes = [];
    private int _count;
    private bool _sending;
    private bool _blocked;
    private long _blocks;
    private bool _flushWanted;
    private bool _roomWanted;
    private bool _completing;
    private bool _closed;

    public Lock Gate { get; } = new();

    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Bytes handed over since the connection began.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Whole packets among them.</summary>
    public long PacketsWritten { get; private set; }

    /// <summary>Number of the send that the kernel has not taken yet; 0: there is none. The same number again says that nothing has moved.</summary>
    public long BlockedSend => Volatile.Read(ref _blocked) ? Volatile.Read(ref _blocks) : 0;

    /// <summary>False while the peer reads slower than we write; <see cref="IOutputOwner.OutputDrained"/> tells when to ask again.</summary>
    public bool HasRoom_NeedsLock()
    {
        if (_closed) return false;
        if (!_blocked && _count < UnsentBytesMax) return true;
        _roomWanted = true;
        return false;
    }

    /// <summary>Room for a packet or a part of one, to be filled and committed; empty when the buffer is closed.</summary>
    public Span<byte> Reserve_NeedsLock(int bytes) => _closed || _completing || !EnsureRoom_NeedsLock(bytes) ? default : _bytes.AsSpan(_count, bytes);

    public void Commit_NeedsLock(int bytes, int packets = 1)
    {
        Debug.Assert(bytes <= _bytes.Length - _count, "BUG: more written than reserved");
        BytesWritten += bytes;
        PacketsWritten += packets;
        _count += bytes;
        if (_count >= UnsentBytesMax) Flush_NeedsLock();
    }

    /// <summary>Writes one packet of any size.</summary>
    public bool Write_NeedsLock(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return !_closed;
        Span<byte> target = Reserve_NeedsLock(bytes.Length);
        if (target.IsEmpty) return false;
        bytes.CopyTo(target);
        Commit_NeedsLock(bytes.Length);
        return !_closed;
    }

    /// <summary>Sends what was written. The system call happens on this thread, but outside the lock: nobody waits for it.</summary>
    public void Flush()
    {
        byte[] bytes;
        int count;
        lock (Gate)
        {
            if (!TryTake_NeedsLock(out bytes, out count)) return;
        }

        while (true)
        {
            ValueTask<bool> send = transport.SendAsync(bytes.AsMemory(0, count));
            if (!send.IsCompletedSuccessfully)
            {
                lock (Gate) Block_NeedsLock();
                _ = CompleteSendAsync(send, bytes);
                return;
            }

            ArrayPool<byte>.Shared.Return(bytes);
            lock (Gate)
            {
                _sending = false;
                if (!send.Result) Break_NeedsLock();
                if (!_flushWanted || !TryTake_NeedsLock(out bytes, out count))
                {
                    TellAfterSend_NeedsLock();
                    return;
                }
            }
        }
    }

    /// <summary>As <see cref="Flush"/>, for who holds the lock anyway and has written much.</summary>
    public void Flush_NeedsLock()
    {
        if (!TryTake_NeedsLock(out byte[] bytes, out int count)) return;
        ValueTask<bool> send = transport.SendAsync(bytes.AsMemory(0, count));
        if (!send.IsCompletedSuccessfully)
        {
            Block_NeedsLock();
            _ = CompleteSendAsync(send, bytes);
            return;
        }

        _sending = false;
        ArrayPool<byte>.Shared.Return(bytes);
        if (!send.Result) Break_NeedsLock();
    }

    /// <summary>Nothing is written after this; what was is sent, then <see cref="IOutputOwner.OutputCompleted"/> tells.</summary>
    public void Complete()
    {
        bool isSent;
        lock (Gate)
        {
            Flush_NeedsLock();
            isSent = !_sending;
            _completing = !isSent;
            if (isSent) Close_NeedsLock();
        }

        if (isSent) owner.OutputCompleted();
    }

    /// <summary>Nothing is written or sent after this, not even what was written before.</summary>
    public void Close()
    {
        lock (Gate) Close_NeedsLock();
    }

    /// <summary>False when there is nothing to send, or somebody sends: he is told to go on.</summary>
    private bool TryTake_NeedsLock(out byte[] bytes, out int count)
    {
        bytes = _bytes;
        count = _count;
        if (_closed || count == 0) return false;
        _flushWanted = _sending;
        if (_sending) return false;
        _sending = true;
        _bytes = [];
        _count = 0;
        return true;
    }

    private void Block_NeedsLock()
    {
        _blocks++;
        _blocked = true;
    }

    private async Task CompleteSendAsync(ValueTask<bool> send, byte[] bytes)
    {
        bool isTaken = await send.ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(bytes);
        lock (Gate)
        {
            _sending = false;
            _blocked = false;
            if (!isTaken) Break_NeedsLock();
            else Flush_NeedsLock();
            TellAfterSend_NeedsLock();
        }
    }

    /// <summary>
    /// Who waits for room, or for the end, is told on another thread: this one may be in the midst of a batch, and whoever is told writes,
    /// flushes and may come here again.
    /// </summary>
    private void TellAfterSend_NeedsLock()
    {
        if (_sending) return;
        if (_completing)
        {
            _completing = false;
            Close_NeedsLock();
            ThreadPool.UnsafeQueueUserWorkItem(static o => o.OutputCompleted(), owner, preferLocal: false);
        }
        else if (_roomWanted && !_closed)
        {
            _roomWanted = false;
            ThreadPool.UnsafeQueueUserWorkItem(static o => o.OutputDrained(), owner, preferLocal: false);
        }
    }

    private bool EnsureRoom_NeedsLock(int bytes)
    {
        int needed = _count + bytes;
        if (_blocked && needed > waitingBytesMax)
        {
            Close_NeedsLock();
            ThreadPool.UnsafeQueueUserWorkItem(static o => o.OutputOverflowed(), owner, preferLocal: false);
            return false;
        }

        if (needed <= _bytes.Length) return true;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(needed, FirstBytes), _bytes.Length * 2));
        _bytes.AsSpan(0, _count).CopyTo(larger);
        ReleaseBytes_NeedsLock();
        _bytes = larger;
        return true;
    }

    private void Break_NeedsLock()
    {
        if (_closed) return;
        Close_NeedsLock();
        ThreadPool.UnsafeQueueUserWorkItem(static o => o.OutputBroken(), owner, preferLocal: false);
    }

    private void Close_NeedsLock()
    {
        _closed = true;
        _count = 0;
        ReleaseBytes_NeedsLock();
    }

    private void ReleaseBytes_NeedsLock()
    {
        if (_bytes.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
