using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Ioc.Mqtt.Transport;

/// <summary>TCP where there is no epoll: while it is idle, one receive of no bytes is pending at the runtime's sockets.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "Disposed with the socket.")]
internal sealed class AwaitedSocketTransport : SocketTransport
{
    private readonly SocketAsyncEventArgs _receive = new(true);
    private int _isWaiting;

    public AwaitedSocketTransport(Socket socket, EndPoint? remoteEndPoint)
        : base(socket, remoteEndPoint)
    {
        _receive.Completed += (_, _) =>
        {
            Volatile.Write(ref _isWaiting, 0);
            OnReadable();
        };
    }

    protected override bool IsWaiting => Volatile.Read(ref _isWaiting) != 0;

    protected override bool TryStartWait()
    {
        Volatile.Write(ref _isWaiting, 1);
        try
        {
            if (Socket.ReceiveAsync(_receive)) return true;
        }
        catch (ObjectDisposedException)
        {
            // Aborted by another thread: the next receive tells.
        }

        Volatile.Write(ref _isWaiting, 0);
        return false;
    }

    protected override void Closed() => _receive.Dispose();
}
