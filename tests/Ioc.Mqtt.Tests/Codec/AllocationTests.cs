using System.Buffers;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Tests.Broker;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Codec;

public sealed class AllocationTests
{
    private const int Messages = 1_000;

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public void Cutting_and_decoding_a_publish_allocates_nothing(ProtocolVersion version)
    {
        byte[] one = PacketEncoder.Encode(
            new PublishPacket
            {
                Topic = "ioc/v1/loudspeaker/dev-1/telemetry",
                Payload = new byte[200],
                Qos = QualityOfService.AtLeastOnce,
                PacketId = 7,
                Properties = new PropertySet { MessageExpirySeconds = 60, ContentType = "json" },
            },
            version);
        byte[] many = [.. Enumerable.Repeat(one, Messages).SelectMany(b => b)];
        var frames = new FrameReader(64 * 1024);
        DecodeAll(frames, many, version);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int decoded = DecodeAll(frames, many, version);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Messages, decoded);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Acknowledging_a_batch_allocates_nothing()
    {
        var wire = new CountingTransport();
        var output = new OutputBuffer(wire, 1024, new Deaf());
        var acks = new AckQueue(Messages);
        Session session = SessionRig.Make();
        long allocated = long.MaxValue;
        // The first round fills the pools; the ring is then there.
        for (int round = 0; round < 3; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Acknowledge(acks, output, session);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(Messages * 4 * (round + 1), wire.Bytes);
        }

        Assert.Equal(0, allocated);
    }

    private static void Acknowledge(AckQueue acks, OutputBuffer output, Session session)
    {
        lock (output.Gate)
        {
            for (ushort id = 1; id <= Messages; id++) acks.Add_NeedsLock(id, QualityOfService.AtLeastOnce, AckState.Sink);
            acks.Complete_NeedsLock(Messages, ReasonCode.Success, session);
            acks.Write_NeedsLock(output, ProtocolVersion.V500, store: null);
            output.Flush_NeedsLock();
        }
    }

    private static int DecodeAll(FrameReader frames, byte[] bytes, ProtocolVersion version)
    {
        int decoded = 0;
        var buffer = new ReadOnlySequence<byte>(bytes);
        while (frames.Read(ref buffer, out Frame frame) == DecodeOutcome.Packet)
        {
            if (PublishDecoder.Decode(frame, version, out PublishView view) == MalformedReason.None && view.PacketId == 7) decoded++;
        }

        return decoded;
    }

    private sealed class CountingTransport : IOutputTransport
    {
        public int Bytes { get; private set; }

        public ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Bytes += bytes.Length;
            return new ValueTask<bool>(true);
        }
    }

    private sealed class Deaf : IOutputOwner
    {
        public void OutputOverflowed() => throw new InvalidOperationException("nothing overflows here");

        public void OutputDrained()
        {
        }

        public void OutputCompleted()
        {
        }

        public void OutputBroken() => throw new InvalidOperationException("nothing breaks here");
    }
}
