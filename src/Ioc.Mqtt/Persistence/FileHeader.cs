using System.Buffers.Binary;

namespace Ioc.Mqtt.Persistence;

/// <summary>The head of a log or snapshot file: magic u32 · format version u32 · salt u32 · CRC-32C u32 of these.</summary>
internal static class FileHeader
{
    public const int Bytes = 16;
    private const uint Magic = 0x53_51_4D_49;
    private const uint FormatVersion = 1;

    public static void Write(Span<byte> bytes, uint salt)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], salt);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], Crc32C.Append(0, bytes[..12]));
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out uint salt)
    {
        salt = bytes.Length < Bytes ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        return bytes.Length >= Bytes
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) == FormatVersion
            && BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) == Crc32C.Append(0, bytes[..12]);
    }
}
