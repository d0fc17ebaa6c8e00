using System.Buffers;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>
/// One connection served by the broker without a socket, so that a test knows when the broker has looked at each piece it was fed: a cut
/// between two pieces is then really seen as a cut, and a connection costs microseconds.
/// </summary>
internal sealed class PipeConnection
{
    private readonly SteppedTransport _transport = new();
    private readonly Task _ended;

    public PipeConnection(MqttBroker broker) => _ended = broker.Serve(_transport).Ended;

    public bool IsEnded => _ended.IsCompleted;

    /// <summary>Hands the broker these bytes and waits until it wants more or has ended.</summary>
    public async Task FeedAsync(ReadOnlyMemory<byte> bytes)
    {
        if (IsEnded || bytes.IsEmpty) return;
        await Task.WhenAny(_transport.Waits, _ended).Within("the broker to read");
        _transport.Feed(bytes);
        await Task.WhenAny(_transport.Waits, _ended).Within("the broker to have read");
    }

    /// <summary>What the broker has said since it was last asked.</summary>
    public List<Packet> Heard(ProtocolVersion version)
    {
        var frames = new FrameReader(16 * 1024 * 1024);
        var said = new ReadOnlySequence<byte>(_transport.TakeSaid());
        List<Packet> packets = [];
        while (frames.Read(ref said, out Frame frame) == DecodeOutcome.Packet)
        {
            packets.Add(PacketDecoder.Decode(frame, version, out MalformedReason reason)
                ?? throw new InvalidOperationException($"The broker sent a malformed {frame.Type}: {reason}"));
        }

        return said.IsEmpty ? packets : throw new InvalidOperationException("The broker stopped within a packet.");
    }

    public Task EndedAsync() => _ended.Within("the end of the connection");

    /// <summary>Everything the broker said, once it has ended the connection.</summary>
    public async Task<List<Packet>> EndAsync(ProtocolVersion version)
    {
        await EndedAsync();
        return Heard(version);
    }

    /// <summary>The peer is gone without a word.</summary>
    public async Task DropAsync()
    {
        await Task.WhenAny(_transport.Waits, _ended).Within("the broker to read");
        _transport.End();
        await EndedAsync();
    }
}
