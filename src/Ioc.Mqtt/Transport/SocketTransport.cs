using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Ioc.Mqtt.Transport;

/// <summary>MQTT over plain TCP, as lean as a socket allows. How one waits for bytes is the two kinds' affair.</summary>
/// <remarks>
/// The socket does not block. Sending and receiving are therefore direct system calls on the thread that wants them, without a hand-over;
/// only when the peer's window is full does a send go on in the background.
/// </remarks>
internal abstract class SocketTransport : IMqttTransport, IValueTaskSource
{
    /// <summary>Bytes thrown away after our end of the connection was closed; a peer that goes on sending more has had its chance to listen.</summary>
    private const int DiscardedBytesMax = 256 * 1024;

    private ReadSignal _signal;
    private int _discardedBytes;
    private int _draining;
    private int _closing;
    private int _closed;

    protected SocketTransport(Socket socket, EndPoint? remoteEndPoint)
    {
        Socket = socket;
        socket.Blocking = false;
        RemoteEndPoint = remoteEndPoint;
    }

    public EndPoint? RemoteEndPoint { get; }

    public string? CertificateName => null;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    protected Socket Socket { get; }

    /// <summary>A wait was started and has not ended.</summary>
    protected abstract bool IsWaiting { get; }

    public static SocketTransport Of(Socket socket, EndPoint? remoteEndPoint) =>
        SocketPoller.IsSupported ? new PolledSocketTransport(socket, remoteEndPoint) : new AwaitedSocketTransport(socket, remoteEndPoint);

    public ValueTask WaitForInputAsync()
    {
        if (!_signal.TryBegin()) return default;
        if (TryStartWait()) return new ValueTask(this, _signal.Version);
        _signal.TryEnd();
        return default;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            int count = Socket.Receive(buffer.Span, SocketFlags.None, out SocketError error);
            return new ValueTask<int>(error switch
            {
                SocketError.Success => count,
                SocketError.WouldBlock => IMqttTransport.Nothing,
                _ => 0,
            });
        }
        catch (ObjectDisposedException)
        {
            // Aborted by another thread.
            return new ValueTask<int>(0);
        }
    }

    public ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            int sent = Socket.Send(bytes.Span, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success && sent == bytes.Length) return new ValueTask<bool>(true);
            return error is SocketError.Success or SocketError.WouldBlock ? SendRestAsync(bytes[sent..]) : new ValueTask<bool>(false);
        }
        catch (ObjectDisposedException)
        {
            return new ValueTask<bool>(false);
        }
    }

    public void Interrupt() => _signal.Interrupt();

    public void BeginClose()
    {
        Interrupt();
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The peer was faster.
            Close();
            return;
        }

        Volatile.Write(ref _closing, 1);
        if (!IsWaiting && Interlocked.Exchange(ref _draining, 1) == 0) Drain();
    }

    public void Abort()
    {
        Interrupt();
        if (IsClosed) return;
        try
        {
            Socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It is closed already, or its peer is: no reset is needed.
        }

        Close();
    }

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _signal.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    /// <summary>The wait has ended: there may be bytes, or the end.</summary>
    protected void OnReadable()
    {
        if (Volatile.Read(ref _closing) == 0) _signal.Complete(0);
        else if (Interlocked.Exchange(ref _draining, 1) == 0) Drain();
    }

    /// <summary>False when there may be something to read at once, the end included; otherwise <see cref="OnReadable"/> follows.</summary>
    protected abstract bool TryStartWait();

    /// <summary>The socket is closed.</summary>
    protected abstract void Closed();

    /// <summary>Runs on one thread at a time: whoever set <c>_draining</c>.</summary>
    private void Drain()
    {
        Span<byte> discarded = stackalloc byte[4_096];
        while (true)
        {
            int count;
            SocketError error;
            try
            {
                count = Socket.Receive(discarded, SocketFlags.None, out error);
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            if (error == SocketError.WouldBlock)
            {
                Volatile.Write(ref _draining, 0);
                if (TryStartWait() || Interlocked.Exchange(ref _draining, 1) != 0) return;
                continue;
            }

            _discardedBytes += count;
            if (error == SocketError.Success && count > 0 && _discardedBytes <= DiscardedBytesMax) continue;
            Close();
            return;
        }
    }

    private async ValueTask<bool> SendRestAsync(ReadOnlyMemory<byte> rest)
    {
        try
        {
            while (!rest.IsEmpty) rest = rest[await Socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
            return true;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The runtime tells of a reset under a pending send in no other way.
            return false;
        }
    }

    private void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        Socket.Dispose();
        Closed();
    }
}
