using System.Net.WebSockets;
using System.Text;

namespace Ioc.Host.Proving.Access;

/// <summary>A live connection by hand: what arrives, as text, and when it ends.</summary>
internal sealed class HubLine : IAsyncDisposable
{
    private const char Separator = '\u001e';
    private const int MessageBytesMax = 4 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _partial = new();
    private readonly Queue<string> _messages = new();

    /// <summary>Null: not let in.</summary>
    public static async Task<HubLine?> TryConnectAsync(Uri server, string? token, string? cookie = null, string? origin = null)
    {
        var line = new HubLine();
        if (token is not null)
            line._socket.Options.SetRequestHeader("Authorization", "Bearer " + token);
        if (cookie is not null)
            line._socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
            line._socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await line._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/live" }.Uri, CancellationToken.None);
            await line.SendAsync("""{"protocol":"json","version":1}""");
            await line.NextAsync();
            return line;
        }
        catch (Exception refused) when (refused is WebSocketException or EndOfStreamException)
        {
            await line.DisposeAsync();
            return null;
        }
    }

    /// <summary>The answer to the invocation; changes that come before it are dropped.</summary>
    public async Task<string> InvokeAsync(string method, string argument)
    {
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[{{argument}}]}""");
        while (true)
        {
            var message = await NextAsync();
            if (message.Contains("\"type\":3", StringComparison.Ordinal))
                return message;
        }
    }

    /// <exception cref="EndOfStreamException">The server ended it.</exception>
    public async Task<string> NextAsync()
    {
        while (_messages.Count == 0)
        {
            WebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer, CancellationToken.None);
            }
            catch (WebSocketException)
            {
                throw new EndOfStreamException();
            }

            if (part.MessageType == WebSocketMessageType.Close || _partial.Length > MessageBytesMax)
                throw new EndOfStreamException();
            _partial.Append(Encoding.UTF8.GetString(_buffer, 0, part.Count));
            if (!part.EndOfMessage)
                continue;
            foreach (var message in _partial.ToString().Split(Separator, StringSplitOptions.RemoveEmptyEntries))
                _messages.Enqueue(message);
            _partial.Clear();
        }

        return _messages.Dequeue();
    }

    /// <summary>True when the server ends it within the time.</summary>
    public async Task<bool> EndsAsync(TimeProvider time, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience, time);
        var ended = EndAsync();
        try
        {
            await ended.WaitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task EndAsync()
    {
        try
        {
            while (true)
                await NextAsync();
        }
        catch (EndOfStreamException)
        {
            // What was waited for.
        }
    }

    private Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + Separator), WebSocketMessageType.Text, true, CancellationToken.None);
}
