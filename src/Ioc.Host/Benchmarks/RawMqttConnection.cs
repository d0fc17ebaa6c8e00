using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Ioc.Host.Benchmarks;

/// <summary>
/// An MQTT 3.1.1 client that can do three things: sign in, publish what fits into its window, count acknowledgements. Two system calls
/// per turn whatever the window is, so that the load leaves the machine to the server.
/// </summary>
internal sealed class RawMqttConnection : IDisposable
{
    private const int PubAckBytes = 4;

    private readonly Socket _socket;
    private int _oddBytes;
    private long _acknowledged;

    private RawMqttConnection(Socket socket) => _socket = socket;

    /// <summary>Messages acknowledged; may be read by others while the load runs.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    public LatencyHistogram Latency { get; } = new();

    /// <exception cref="IOException">The server refused or closed.</exception>
    public static async Task<RawMqttConnection> ConnectAsync(
        string host, int port, string clientId, string? password, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            await socket.SendAsync(ConnectPacket(clientId, password), cancellationToken);
            var answer = new byte[4];
            await ReadExactlyAsync(socket, answer, cancellationToken);
            if (answer[0] != 0x20 || answer[3] != 0)
                throw new IOException($"{clientId} was refused at CONNECT with code {answer[3]}.");
            return new RawMqttConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Publishes with a full window until cancelled.</summary>
    public async Task PublishAsync(TelemetryPacket packet, int window, CancellationToken cancellationToken)
    {
        var output = new byte[packet.Length * window];
        var input = new byte[Math.Max(64, PubAckBytes * window)];
        var sentAt = new long[window];
        long sent = 0;
        var mayBeSent = window;
        while (!cancellationToken.IsCancellationRequested)
        {
            var now = Stopwatch.GetTimestamp();
            for (var i = 0; i < mayBeSent; i++)
            {
                packet.WriteNext(output.AsSpan(i * packet.Length));
                sentAt[sent++ % window] = now;
            }

            await SendAllAsync(output.AsMemory(0, mayBeSent * packet.Length), cancellationToken);
            mayBeSent = await ReadAcknowledgementsAsync(input, sentAt, cancellationToken);
        }
    }

    /// <summary>Publishes one message and waits for its PUBACK.</summary>
    public async Task PublishOneAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        await SendAllAsync(packet, cancellationToken);
        await ReadExactlyAsync(_socket, new byte[PubAckBytes], cancellationToken);
    }

    /// <summary>Subscribes with QoS 0 and reads away whatever comes.</summary>
    public async Task DrainAsync(string filter, CancellationToken cancellationToken)
    {
        byte[] name = Encoding.UTF8.GetBytes(filter);
        byte[] subscribe = [0x82, (byte)(5 + name.Length), 0, 1, 0, (byte)name.Length, .. name, 0];
        await SendAllAsync(subscribe, cancellationToken);
        var buffer = new byte[256 * 1024];
        while (await _socket.ReceiveAsync(buffer, cancellationToken) > 0)
        {
            // Only to keep the broker's queue empty.
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] ConnectPacket(string clientId, string? password)
    {
        var id = Encoding.UTF8.GetBytes(clientId);
        byte[] idField = [(byte)(id.Length >> 8), (byte)id.Length, .. id];
        var secret = Encoding.UTF8.GetBytes(password ?? "");
        byte[] signIn = password is null ? [] : [.. idField, (byte)(secret.Length >> 8), (byte)secret.Length, .. secret];
        // Clean session; user name and password where there is one; keep-alive off: the load is never silent, the idle must be left alone.
        var flags = (byte)(password is null ? 0x02 : 0xC2);
        byte[] body = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, flags, 0, 0, .. idField, .. signIn];
        return body.Length < 128 ? [0x10, (byte)body.Length, .. body] : [0x10, (byte)((body.Length & 127) | 128), (byte)(body.Length >> 7), .. body];
    }

    private static async Task ReadExactlyAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
        {
            var read = await socket.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            buffer = buffer[read..];
        }
    }

    private async ValueTask<int> ReadAcknowledgementsAsync(byte[] input, long[] sentAt, CancellationToken cancellationToken)
    {
        var whole = 0;
        while (whole == 0)
        {
            var read = await _socket.ReceiveAsync(input, cancellationToken);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            whole = (_oddBytes + read) / PubAckBytes;
            _oddBytes = (_oddBytes + read) % PubAckBytes;
        }

        var now = Stopwatch.GetTimestamp();
        var first = _acknowledged;
        for (var i = 0; i < whole; i++)
            Latency.Add(Stopwatch.GetElapsedTime(sentAt[(first + i) % sentAt.Length], now).TotalMicroseconds);
        Volatile.Write(ref _acknowledged, first + whole);
        return whole;
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
            bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
    }
}
