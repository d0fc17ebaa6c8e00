using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;

namespace Ioc.Devices.Twins;

/// <summary>Writes little-endian fields; the counterpart of <see cref="ByteReader"/>.</summary>
internal readonly struct ByteWriter(IBufferWriter<byte> writer)
{
    public void Byte(byte value)
    {
        writer.GetSpan(1)[0] = value;
        writer.Advance(1);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(4), value);
        writer.Advance(4);
    }

    public void Int64(long value) => UInt64((ulong)value);

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(writer.GetSpan(8), value);
        writer.Advance(8);
    }

    public void Double(double value) => UInt64(BitConverter.DoubleToUInt64Bits(value));

    public void Block(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > ushort.MaxValue)
            throw new UnreachableException("BUG: a block of a twin above 64 KiB");
        BinaryPrimitives.WriteUInt16LittleEndian(writer.GetSpan(2), (ushort)bytes.Length);
        writer.Advance(2);
        writer.Write(bytes);
    }
}
