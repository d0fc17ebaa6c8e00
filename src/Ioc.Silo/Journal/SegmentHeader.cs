using System.Buffers.Binary;

namespace Ioc.Silo.Journal;

/// <summary>
/// The head of a segment file: magic u32 "IOCS" · format version u32 · salt u32 · CRC-32C u32 (of the others) · position of the first entry i64 · 8 bytes of zero.
/// </summary>
internal readonly record struct SegmentHeader(uint Salt, long FirstPosition)
{
    public const int Bytes = 32;
    private const uint Magic = 0x53_43_4F_49;
    private const uint FormatVersion = 1;

    public void Write(Span<byte> bytes)
    {
        bytes[..Bytes].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], FirstPosition);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Checksum(bytes));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out SegmentHeader header)
    {
        header = default;
        if (bytes.Length < Bytes
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) != FormatVersion
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Checksum(bytes))
            return false;
        header = new SegmentHeader(BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.Append(Crc32C.Append(0, bytes[..12]), bytes[16..Bytes]);
}
