using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Ioc.Dashboard.Tests;

/// <summary>SignalR's JSON protocol by hand on a raw WebSocket, so that the test sees the order of bytes and no client tidies it.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char Separator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _received = new();
    private readonly StringBuilder _partial = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _invocation;

    /// <param name="server">Where.</param>
    /// <param name="token">A token, or "NAME-token" for that user's.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <param name="compressed">Ask for compression.</param>
    public static async Task<HubClient> ConnectAsync(DashboardServer server, string token, CancellationToken stop, bool compressed = true)
    {
        var client = new HubClient();
        if (compressed) client._socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        var address = new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/live", Query = "access_token=" + (token.EndsWith("-token", StringComparison.Ordinal) ? server.TokenOf(token[..^6]) : token) };
        await client._socket.ConnectAsync(address.Uri, stop);
        await client.SendAsync("""{"protocol":"json","version":1}""", stop);
        Assert.Equal("{}", (await client.NextAsync(stop)).GetRawText());
        return client;
    }

    /// <summary>Sends an invocation and answers its id.</summary>
    public async Task<string> InvokeAsync(string method, string argument, CancellationToken stop)
    {
        string id = (++_invocation).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{argument}}]}""", stop);
        return id;
    }

    /// <summary>The next message that is no ping.</summary>
    public async Task<JsonElement> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            while (_received.TryDequeue(out JsonElement message))
            {
                if (!message.TryGetProperty("type", out JsonElement type) || type.GetInt32() != 6) return message;
            }

            WebSocketReceiveResult part = await _socket.ReceiveAsync(_buffer, stop);
            if (part.MessageType == WebSocketMessageType.Close) throw new EndOfStreamException("the server closed");
            _partial.Append(Encoding.UTF8.GetString(_buffer, 0, part.Count));
            if (!part.EndOfMessage) continue;
            foreach (string message in _partial.ToString().Split(Separator, StringSplitOptions.RemoveEmptyEntries)) _received.Enqueue(JsonElement.Parse(message));
            _partial.Clear();
        }
    }

    /// <summary>Subscribes; the very next message must be the snapshot.</summary>
    public async Task<JsonElement> SubscribeAsync(string scope, CancellationToken stop)
    {
        await InvokeAsync("Subscribe", scope, stop);
        JsonElement answer = await NextAsync(stop);
        Assert.True(answer.GetProperty("type").GetInt32() == 3, $"not the snapshot: {answer.GetRawText()}");
        return answer.GetProperty("result");
    }

    public async Task<JsonElement> ChangesAsync(CancellationToken stop)
    {
        JsonElement message = await NextAsync(stop);
        Assert.True(message.TryGetProperty("target", out JsonElement target) && target.GetString() == "changes", $"not changes: {message.GetRawText()}");
        return message.GetProperty("arguments")[0];
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SendAsync(string message, CancellationToken stop) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + Separator), WebSocketMessageType.Text, endOfMessage: true, stop);
}
