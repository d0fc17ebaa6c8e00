using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A socket that says exactly what the test wants, right or wrong, and hears packets.</summary>
internal sealed class RawClient(Socket socket, ProtocolVersion version) : IAsyncDisposable
{
    private readonly FrameReader _frames = new(16 * 1024 * 1024);
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public Socket Socket { get; } = socket;

    public ConnAckPacket? ConnAck { get; set; }

    public static async Task<RawClient> OpenAsync(int port, ProtocolVersion version, IPAddress? from = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null) socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawClient(socket, version);
    }

    public async Task SendAsync(params byte[] bytes) => await Socket.SendAsync(bytes).Within("the peer to take bytes");

    public Task SendAsync(params Packet[] packets) => SendAsync(Bytes(packets));

    public byte[] Bytes(params Packet[] packets) => [.. packets.SelectMany(p => PacketEncoder.Encode(p, version))];

    public async Task<Packet> ReadAsync() =>
        await ReadOrEndAsync().Within("a packet") ?? throw new InvalidOperationException("The broker closed instead of sending a packet.");

    /// <summary>Null at the end.</summary>
    public Task<Packet?> TryReadAsync() => ReadOrEndAsync().Within("a packet or the end");

    public async Task<T> ReadAsync<T>()
        where T : Packet => Assert.IsType<T>(await ReadAsync());

    /// <summary>The next packet must be the last thing before the end.</summary>
    public async Task ReadEndAsync()
    {
        Packet? packet = await ReadOrEndAsync().Within("the end of the connection");
        Assert.Null(packet);
    }

    /// <summary>5.0: DISCONNECT with this reason, then the end.</summary>
    public async Task ReadDisconnectAsync(ReasonCode reason)
    {
        Assert.Equal(reason, (await ReadAsync<DisconnectPacket>()).Reason);
        await ReadEndAsync();
    }

    /// <summary>Proves that nothing else was sent: the answer to a ping is the next packet.</summary>
    public async Task AssertSilentAsync()
    {
        await SendAsync(new PingPacket(PacketType.PingReq));
        Assert.Equal(PacketType.PingResp, (await ReadAsync()).Type);
    }

    public async Task SubscribeAsync(string filter, QualityOfService qos)
    {
        await SendAsync(new SubscribePacket { PacketId = 1, Entries = [new SubscribeEntry(filter, qos)] });
        SubAckPacket answer = await ReadAsync<SubAckPacket>();
        Assert.Equal((ReasonCode)qos, answer.Reasons[0]);
    }

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<Packet?> ReadOrEndAsync()
    {
        while (true)
        {
            if (TryTake(out Packet? packet)) return packet;
            if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            int count;
            try
            {
                count = await Socket.ReceiveAsync(_buffer.AsMemory(_end));
            }
            catch (SocketException)
            {
                // A reset is an end too.
                count = 0;
            }

            if (count == 0) return _end == _start ? null : throw new InvalidOperationException("The broker closed within a packet.");
            _end += count;
        }
    }

    private bool TryTake(out Packet? packet)
    {
        packet = null;
        var sequence = new ReadOnlySequence<byte>(_buffer, _start, _end - _start);
        long before = sequence.Length;
        switch (_frames.Read(ref sequence, out Frame frame))
        {
            case DecodeOutcome.NeedMoreData:
                return false;
            case DecodeOutcome.Malformed:
                throw new InvalidOperationException($"The broker sent malformed bytes: {_frames.Fault}");
        }

        packet = PacketDecoder.Decode(frame, version, out MalformedReason reason)
            ?? throw new InvalidOperationException($"The broker sent a malformed {frame.Type}: {reason}");
        _start += (int)(before - sequence.Length);
        return true;
    }
}
