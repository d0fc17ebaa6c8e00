using System.Buffers.Binary;

namespace Ioc.Silo.Journal;

/// <summary>
/// The head of one committed batch on disk. All numbers little-endian:
/// magic u32 · body bytes u32 · CRC-32C u32 (over all the rest of the frame, seeded with the segment's salt) · entries u32 ·
/// position of the first entry i64 · server time of the commit i64 (Unix ms).
/// The salt is random: a device that sends bytes shaped like a frame can't make them pass for one.
/// </summary>
internal readonly record struct FrameHeader(int BodyBytes, int Count, long FirstPosition, long CommittedAtMs)
{
    public const int Bytes = 32;
    private const uint Magic = 0x42_43_4F_49; // "IOCB"
    private const int CrcAt = 8;

    /// <summary>"IOCB" as it lies on disk, for a search.</summary>
    public static ReadOnlySpan<byte> MagicBytes => "IOCB"u8;

    public int FrameBytes => Bytes + BodyBytes;

    /// <summary>Fills in the first <see cref="Bytes"/> of a frame whose body stands behind them.</summary>
    public void Seal(Span<byte> frame, uint salt)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], BodyBytes);
        BinaryPrimitives.WriteInt32LittleEndian(frame[12..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], FirstPosition);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], CommittedAtMs);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[CrcAt..], Checksum(frame[..FrameBytes], salt));
    }

    /// <summary>True when a whole, undamaged frame stands at the start of <paramref name="bytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, uint salt, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
            return false;
        var bodyBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (bodyBytes is < 0 or > JournalLimits.FrameBytesMax || bodyBytes > bytes.Length - Bytes)
            return false;
        header = new FrameHeader(
            bodyBytes,
            BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes[CrcAt..]) == Checksum(bytes[..header.FrameBytes], salt);
    }

    private static uint Checksum(ReadOnlySpan<byte> frame, uint salt) =>
        Crc32C.Append(Crc32C.Append(salt, frame[..CrcAt]), frame[(CrcAt + sizeof(uint))..]);
}
