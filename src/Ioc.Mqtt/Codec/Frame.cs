using System.Buffers;

namespace Ioc.Mqtt.Codec;

/// <summary>One whole packet in bytes: its first byte and everything behind the Remaining Length. Valid until the next read.</summary>
internal readonly ref struct Frame(byte header, ReadOnlySequence<byte> sequence, ReadOnlySpan<byte> body)
{
    /// <summary>The low nibble of the first byte.</summary>
    public int Flags => header & 0x0F;

    public PacketType Type => (PacketType)(header >> 4);

    /// <summary>The body, contiguous.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The same body for those who pass part of it on without copying.</summary>
    public ReadOnlySequence<byte> Sequence { get; } = sequence;
}
