using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>
/// The network between a browser and the centre: one address that stays, whatever becomes of the server behind it. Cut, every connection
/// breaks and no new one gets through, as on a phone in a tunnel.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, byte> _sockets = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile Uri? _server;

    public Wire(Uri server)
    {
        _server = server;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    public void Cut()
    {
        _server = null;
        foreach (var socket in _sockets.Keys)
            socket.Close(0);
    }

    public void Mend(Uri server) => _server = server;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_end.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                return;
            }

            _ = CarryAsync(socket);
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        using var far = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using (browser)
        {
            if (_server is not { } server)
                return;
            _sockets[browser] = _sockets[far] = 0;
            try
            {
                await far.ConnectAsync(server.Host, server.Port, _end.Token);
                await Task.WhenAny(CopyAsync(browser, far), CopyAsync(far, browser));
            }
            catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
            {
                // A broken wire is what it is for.
            }
            finally
            {
                _sockets.TryRemove(browser, out _);
                _sockets.TryRemove(far, out _);
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var read and > 0)
                await to.SendAsync(buffer.AsMemory(0, read), _end.Token);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The same end as a read of nothing.
        }
    }
}
