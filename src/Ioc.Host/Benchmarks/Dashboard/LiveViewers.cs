using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>
/// Live connections that follow the whole province as a browser does, compressed likewise, and read everything away. Bytes are counted
/// under TLS's place, where they are on the wire.
/// </summary>
internal sealed class LiveViewers : IAsyncDisposable
{
    private const string RecordEnd = "\u001e";

    private readonly List<ClientWebSocket> _sockets = [];
    private readonly List<Task> _reading = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly SocketsHttpHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private long _bytes;
    private long _messages;

    public LiveViewers()
    {
        _handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync };
        _invoker = new HttpMessageInvoker(_handler);
    }

    public int Count => _sockets.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Messages => Interlocked.Read(ref _messages);

    public async Task AddAsync(int count, Uri server, string token, CancellationToken cancellationToken)
    {
        var address = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/live" };
        for (var i = 0; i < count; i++)
        {
            var socket = new ClientWebSocket();
            _sockets.Add(socket);
            socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
            socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
            await socket.ConnectAsync(address.Uri, _invoker, cancellationToken);
            await SendAsync(socket, """{"protocol":"json","version":1}""", cancellationToken);
            await SendAsync(socket, """{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{"unit":null,"device":null}]}""", cancellationToken);
            _reading.Add(ReadAsync(socket));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_reading);
        foreach (var socket in _sockets) socket.Dispose();
        _invoker.Dispose();
        _handler.Dispose();
        _stop.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new CountingStream(new NetworkStream(socket, ownsSocket: true), count => Interlocked.Add(ref _bytes, count));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                if (part.MessageType == WebSocketMessageType.Close) return;
                if (part.EndOfMessage) Interlocked.Increment(ref _messages);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or WebSocketException)
        {
            // Ended with the others; a connection that the server closed shows as missing messages.
        }
    }

    private static ValueTask SendAsync(ClientWebSocket socket, string json, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json + RecordEnd).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
