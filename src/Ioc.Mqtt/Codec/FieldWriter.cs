using System.Buffers.Binary;
using System.Text;

namespace Ioc.Mqtt.Codec;

/// <summary>Writes the field types of 5.0 §1.5 into a buffer that grows; for control packets, which are few.</summary>
internal sealed class FieldWriter
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value) => Grow(1)[0] = value;

    public void UInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Grow(2), value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(4), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Grow(value.Length));

    public void VariableInteger(uint value)
    {
        Span<byte> digits = stackalloc byte[VariableIntegerBytesMax];
        Bytes(digits[..WriteVariableInteger(digits, value)]);
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        UInt16(checked((ushort)value.Length));
        Bytes(value);
    }

    public void String(string value)
    {
        UInt16(checked((ushort)Encoding.UTF8.GetByteCount(value)));
        Span<byte> target = Grow(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, target);
    }

    /// <summary>Four digits carry 28 bits: the largest Remaining Length is 268,435,455.</summary>
    public const int VariableIntegerBytesMax = 4;

    public static int WriteVariableInteger(Span<byte> target, uint value)
    {
        int count = 0;
        do
        {
            uint digit = value & 0x7F;
            value >>= 7;
            target[count++] = (byte)(value == 0 ? digit : digit | 0x80);
        }
        while (value != 0);

        return count;
    }

    public static int VariableIntegerBytes(int value) => value switch
    {
        < 128 => 1,
        < 16_384 => 2,
        < 2_097_152 => 3,
        _ => 4,
    };

    private Span<byte> Grow(int count)
    {
        if (Length + count > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        Span<byte> span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }
}
