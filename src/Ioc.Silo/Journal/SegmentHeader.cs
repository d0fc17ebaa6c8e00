using System.Buffers.Binary;

namespace Ioc.Silo.Journal;

/// <summary>
/// The head of a segment file: magic u32 "IOCS" · format version u32 · salt u32 · CRC-32C u32 (of the others) · position of the first entry i64
/// · position of the first entry before it that is given up i64 (0: none is).
/// </summary>
/// <param name="Salt">Of its frames.</param>
/// <param name="FirstPosition">Of its first entry.</param>
/// <param name="GivenUpFrom">
/// Where files were moved away, entries from here to <paramref name="FirstPosition"/> are gone, and somebody chose to go on without them. 0: it
/// begins where the segment before it ends.
/// </param>
internal readonly record struct SegmentHeader(uint Salt, long FirstPosition, long GivenUpFrom)
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
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], GivenUpFrom);
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
        header = new SegmentHeader(BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes) => Crc32C.Append(Crc32C.Append(0, bytes[..12]), bytes[16..Bytes]);
}
