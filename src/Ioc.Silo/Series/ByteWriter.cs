using System.Buffers.Binary;

namespace Ioc.Silo.Series;

/// <summary>A growing byte array with the number forms that blocks use. Reused; one thread.</summary>
internal sealed class ByteWriter
{
    private const int VarintBytesMax = 10;

    private byte[] _bytes = new byte[4_096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Takes back what was written after <paramref name="length"/>.</summary>
    public void CutTo(int length) => Length = length;

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Seven bits per byte, lowest first, the high bit says that more follow (LEB128).</summary>
    public void Varint(ulong value)
    {
        Reserve(VarintBytesMax);
        var at = Length;
        while (value >= 0x80)
        {
            _bytes[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[at++] = (byte)value;
        Length = at;
    }

    /// <summary>Small magnitudes of either sign stay short: 0, −1, 1, −2 … become 0, 1, 2, 3 …</summary>
    public void Signed(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public void Double(double value)
    {
        Reserve(sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(double);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
    }
}
