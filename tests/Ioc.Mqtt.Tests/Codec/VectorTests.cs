using System.Buffers;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Codec;

public sealed class VectorTests
{
    private const int PacketBytesMax = 64 * 1024;

    public static TheoryData<Vector> Valid => [.. VectorFiles.Load().Where(v => v.IsValid)];

    public static TheoryData<Vector> Invalid => [.. VectorFiles.Load().Where(v => !v.IsValid)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_packet_is_understood_however_it_is_cut(Vector vector)
    {
        byte[] bytes = PacketNotation.Parse(vector.Bytes);
        foreach (ReadOnlySequence<byte> split in Splits.All(bytes))
        {
            ReadOnlySequence<byte> buffer = split;
            Packet packet = Decode(ref buffer, vector, out DecodeOutcome outcome, out _)!;
            Assert.Equal(DecodeOutcome.Packet, outcome);
            Assert.Equal(vector.Expect, packet.Type.ToString());
            Assert.True(buffer.IsEmpty);
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Every_prefix_of_a_valid_packet_needs_more_data_and_consumes_nothing(Vector vector)
    {
        byte[] bytes = PacketNotation.Parse(vector.Bytes);
        for (int length = 0; length < bytes.Length; length++)
        {
            var buffer = new ReadOnlySequence<byte>(bytes, 0, length);
            Decode(ref buffer, vector, out DecodeOutcome outcome, out _);
            Assert.Equal(DecodeOutcome.NeedMoreData, outcome);
            Assert.Equal(length, buffer.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_stands_behind_a_packet_is_not_touched(Vector vector)
    {
        byte[] bytes = PacketNotation.Parse(vector.Bytes);
        byte[] garbage = [0xFF, 0x00, 0xF0];
        foreach (ReadOnlySequence<byte> split in Splits.All([.. bytes, .. garbage]))
        {
            ReadOnlySequence<byte> buffer = split;
            Decode(ref buffer, vector, out DecodeOutcome outcome, out _);
            Assert.Equal(DecodeOutcome.Packet, outcome);
            Assert.Equal(garbage, buffer.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_packet_is_written_as_it_was_read(Vector vector)
    {
        byte[] bytes = PacketNotation.Parse(vector.Bytes);
        var buffer = new ReadOnlySequence<byte>(bytes);
        Packet packet = Decode(ref buffer, vector, out _, out _)!;
        byte[] written = PacketEncoder.Encode(packet, vector.Protocol);
        if (vector.Canonical) Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(written));
        else Assert.NotEqual(Convert.ToHexString(bytes), Convert.ToHexString(written));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_packet_is_refused_for_its_reason_however_it_is_cut(Vector vector)
    {
        byte[] bytes = PacketNotation.Parse(vector.Bytes);
        var expected = Enum.Parse<MalformedReason>(vector.Expect[1..]);
        foreach (ReadOnlySequence<byte> split in Splits.All(bytes))
        {
            ReadOnlySequence<byte> buffer = split;
            Decode(ref buffer, vector, out DecodeOutcome outcome, out MalformedReason reason);
            Assert.Equal(DecodeOutcome.Malformed, outcome);
            Assert.Equal(expected, reason);
        }
    }

    [Fact]
    public void Every_reason_to_refuse_has_a_vector()
    {
        // WrongDirection is not in the bytes: it depends on who reads them, and the broker's tests show it.
        IEnumerable<string> reasons = Enum.GetNames<MalformedReason>().Except([nameof(MalformedReason.None), nameof(MalformedReason.WrongDirection)]);
        Assert.Empty(reasons.Except(VectorFiles.Load().Where(v => !v.IsValid).Select(v => v.Expect[1..])));
    }

    [Fact]
    public void A_fault_is_for_ever()
    {
        var frames = new FrameReader(PacketBytesMax);
        var bad = new ReadOnlySequence<byte>([0x00, 0x00]);
        Assert.Equal(DecodeOutcome.Malformed, frames.Read(ref bad, out _));
        var good = new ReadOnlySequence<byte>([0xC0, 0x00]);
        Assert.Equal(DecodeOutcome.Malformed, frames.Read(ref good, out _));
        Assert.Equal(MalformedReason.PacketTypeReserved, frames.Fault);
        Assert.Equal(2, good.Length);
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    public void A_packet_of_exactly_the_limit_passes_and_one_byte_more_is_refused_by_its_header(int bodyBytes)
    {
        Span<byte> length = stackalloc byte[4];
        int digits = FieldWriter.WriteVariableInteger(length, (uint)bodyBytes);
        byte[] header = [0x30, .. length[..digits]];
        var buffer = new ReadOnlySequence<byte>(header);
        Assert.Equal(DecodeOutcome.NeedMoreData, new FrameReader(header.Length + bodyBytes).Read(ref buffer, out _));
        var tooStrict = new FrameReader(header.Length + bodyBytes - 1);
        Assert.Equal(DecodeOutcome.Malformed, tooStrict.Read(ref buffer, out _));
        Assert.Equal(MalformedReason.PacketTooLarge, tooStrict.Fault);
    }

    private static Packet? Decode(ref ReadOnlySequence<byte> buffer, Vector vector, out DecodeOutcome outcome, out MalformedReason reason)
    {
        var frames = new FrameReader(PacketBytesMax) { RequireShortestLength = vector.Protocol == ProtocolVersion.V500 };
        outcome = frames.Read(ref buffer, out Frame frame);
        reason = frames.Fault;
        if (outcome != DecodeOutcome.Packet) return null;
        Packet? packet = PacketDecoder.Decode(frame, vector.Protocol, out reason);
        if (packet is null) outcome = frames.Fail(reason);
        return packet;
    }
}
