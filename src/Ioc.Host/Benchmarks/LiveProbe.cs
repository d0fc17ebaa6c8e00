using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace Ioc.Host.Benchmarks;

/// <summary>
/// Measures what a person waits: from a device's PUBLISH to the change in a browser. One device sends its own clock in a field that the
/// centre does not know (it keeps and shows such fields); a WebSocket that speaks SignalR's JSON protocol sees it come back.
/// </summary>
internal sealed class LiveProbe(IngestBenchmarkOptions options, string deviceId, string credential)
{
    private const byte RecordSeparator = 0x1E;
    private const int MessageBytesMax = 4 * 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(173);

    public LatencyHistogram Latency { get; } = new();

    /// <summary>Probes until cancelled. The interval is prime against the server's ticks, so that it does not walk in step with them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + options.Token);
        var address = new UriBuilder(options.HttpAddress) { Scheme = options.HttpAddress.Scheme == "https" ? "wss" : "ws", Path = "/hubs/live" };
        await socket.ConnectAsync(address.Uri, cancellationToken);
        await SendAsync(socket, """{"protocol":"json","version":1}""", cancellationToken);
        await SendAsync(
            socket, $$"""{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{"unit":null,"device":"{{deviceId}}"}]}""", cancellationToken);
        using var device = await RawMqttConnection.ConnectAsync(options.MqttHost, options.MqttPort, deviceId, credential, cancellationToken);
        await Task.WhenAll(PublishAsync(device, cancellationToken), ReceiveAsync(socket, cancellationToken));
    }

    private async Task PublishAsync(RawMqttConnection device, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        for (var seq = 1L; await timer.WaitForNextTickAsync(cancellationToken); seq++)
            await device.PublishOneAsync(Packet(seq), cancellationToken);
    }

    private byte[] Packet(long seq)
    {
        var topic = Encoding.UTF8.GetBytes($"ioc/v1/hotspot/{deviceId}/telemetry");
        var payload = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $$"""{"seq":{{seq}},"clients":{{seq % 50}},"sent_ticks":{{Stopwatch.GetTimestamp()}}}"""));
        var remaining = 4 + topic.Length + payload.Length;
        return [0x32, (byte)((remaining & 127) | 128), (byte)(remaining >> 7), 0, (byte)topic.Length, .. topic, 0, (byte)(1 + (seq % 255)), .. payload];
    }

    private async Task ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var message = new List<byte>();
        long latest = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (read.MessageType == WebSocketMessageType.Close)
                throw new IOException("The server closed the live connection.");
            message.AddRange(buffer.AsSpan(0, read.Count));
            if (message.Count > MessageBytesMax)
                throw new IOException("The live connection sent a message without an end.");
            if (!read.EndOfMessage)
                continue;
            Read([.. message], ref latest);
            message.Clear();
        }
    }

    // The snapshot and repetitions show a clock already counted; only a later one is news.
    private void Read(ReadOnlySpan<byte> message, ref long latest)
    {
        ReadOnlySpan<byte> key = "\"sent_ticks\":"u8;
        int at;
        while ((at = message.IndexOf(key)) >= 0)
        {
            message = message[(at + key.Length)..];
            if (!System.Buffers.Text.Utf8Parser.TryParse(message, out long sent, out _) || sent <= latest)
                continue;
            latest = sent;
            Latency.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
        }
    }

    private static async Task SendAsync(ClientWebSocket socket, string json, CancellationToken cancellationToken)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(json), RecordSeparator];
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }
}
