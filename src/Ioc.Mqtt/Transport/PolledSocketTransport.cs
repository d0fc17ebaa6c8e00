using System.Net;
using System.Net.Sockets;

namespace Ioc.Mqtt.Transport;

/// <summary>TCP on Linux: the socket is watched once, and whoever waits for it is run by the thread that saw it become readable.</summary>
internal sealed class PolledSocketTransport : SocketTransport
{
    private const int Nothing = 0;
    private const int Reported = 1;
    private const int Waiting = 2;

    private readonly SocketPoller _poller;
    private int _state;
    private bool _isEnd;

    public PolledSocketTransport(Socket socket, EndPoint? remoteEndPoint)
        : base(socket, remoteEndPoint)
    {
        _poller = SocketPoller.Next();
        _poller.Watch(this, (int)socket.Handle);
    }

    /// <summary>What this socket's reports are known by.</summary>
    public long Token { get; set; }

    protected override bool IsWaiting => Volatile.Read(ref _state) == Waiting;

    /// <summary>Something came, or the end did. On the poller's thread.</summary>
    public void Report(bool isEnd)
    {
        // The end comes once, perhaps together with bytes that a reader takes without asking for more: from here on nobody waits.
        if (isEnd) Volatile.Write(ref _isEnd, true);
        while (true)
        {
            int seen = Interlocked.CompareExchange(ref _state, Reported, Nothing);
            if (seen != Waiting) return;
            if (Interlocked.CompareExchange(ref _state, Nothing, Waiting) != Waiting) continue;
            OnReadable();
            return;
        }
    }

    protected override bool TryStartWait()
    {
        if (Volatile.Read(ref _isEnd)) return false;
        if (Interlocked.CompareExchange(ref _state, Waiting, Nothing) == Nothing)
        {
            // The end may have been reported in between, and its report found nobody waiting.
            return !Volatile.Read(ref _isEnd) || Interlocked.CompareExchange(ref _state, Nothing, Waiting) != Waiting;
        }

        Volatile.Write(ref _state, Nothing);
        return false;
    }

    protected override void Closed() => _poller.Forget(Token);
}
