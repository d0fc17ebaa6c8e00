using System.Buffers;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Codec;

public sealed class RoundTripTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public void What_is_encoded_is_decoded_again(ProtocolVersion version) =>
        Prop.ForAll<int>(seed => ComesBack(new PacketGenerator(new Random(seed), version).Next(), version))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static bool ComesBack(Packet packet, ProtocolVersion version)
    {
        byte[] bytes = PacketEncoder.Encode(packet, version);
        var buffer = new ReadOnlySequence<byte>(bytes);
        var frames = new FrameReader(bytes.Length) { RequireShortestLength = true };
        Assert.Equal(DecodeOutcome.Packet, frames.Read(ref buffer, out Frame frame));
        Packet? decoded = PacketDecoder.Decode(frame, version, out MalformedReason reason);
        Assert.Equal(MalformedReason.None, reason);
        Assert.Equal(Text(packet), Text(decoded!));
        return buffer.IsEmpty;
    }

    /// <summary>Records compare lists and arrays by reference, so they are compared as text.</summary>
    private static string Text(Packet packet) => JsonSerializer.Serialize(packet, packet.GetType());
}
