using System.Buffers;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>
/// The fuzz target: any bytes, cut in two anywhere, must give the same outcomes as uncut, throw nothing, and what decodes must survive being
/// encoded and decoded again.
/// </summary>
internal static class CodecFuzzTarget
{
    private const int PacketBytesMax = 64 * 1024;

    public static void Run(byte[] bytes, int cut, ProtocolVersion version)
    {
        List<string> whole = Outcomes(Splits.Whole(bytes), version);
        List<string> parts = Outcomes(Splits.CutAt(bytes, cut), version);
        Assert.Equal(whole, parts);
    }

    private static List<string> Outcomes(ReadOnlySequence<byte> buffer, ProtocolVersion version)
    {
        var outcomes = new List<string>();
        var frames = new FrameReader(PacketBytesMax) { RequireShortestLength = version == ProtocolVersion.V500 };
        while (true)
        {
            long before = buffer.Length;
            DecodeOutcome outcome = frames.Read(ref buffer, out Frame frame);
            if (outcome != DecodeOutcome.Packet)
            {
                Assert.Equal(before, buffer.Length);
                outcomes.Add($"{outcome} {frames.Fault}");
                return outcomes;
            }

            Assert.True(buffer.Length < before);
            Packet? packet = PacketDecoder.Decode(frame, version, out MalformedReason reason);
            Assert.Equal(packet is null, reason != MalformedReason.None);
            outcomes.Add(packet is null ? reason.ToString() : Again(packet, version));
        }
    }

    private static string Again(Packet packet, ProtocolVersion version)
    {
        ProtocolVersion speaks = packet is ConnectPacket connect ? connect.Version : version;
        byte[] bytes = PacketEncoder.Encode(packet, speaks);
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.Equal(DecodeOutcome.Packet, new FrameReader(2 * PacketBytesMax).Read(ref buffer, out Frame frame));
        Assert.NotNull(PacketDecoder.Decode(frame, speaks, out _));
        return Convert.ToHexString(bytes);
    }
}
