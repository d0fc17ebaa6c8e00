using System.Buffers.Binary;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// The head of one committed batch: magic u32 · body bytes i32 · CRC-32C u32 of the rest, begun with the file's salt · commit i64, each
/// one more than the last. The salt is random, so that no client can send bytes that pass for a frame.
/// </summary>
internal readonly record struct FrameHeader(int BodyBytes, long Ticket)
{
    public const int Bytes = 20;
    private const uint Magic = 0x46_51_4D_49;
    private const int CrcAt = 8;

    public static ReadOnlySpan<byte> MagicBytes => "IMQF"u8;

    /// <summary>Fills in the head of a frame whose body stands behind it.</summary>
    public static void Seal(Span<byte> frame, long ticket, uint salt)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], frame.Length - Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(frame[12..], ticket);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[CrcAt..], Checksum(frame, salt));
    }

    /// <summary>Reads what the head says; whether it is true only the whole frame tells.</summary>
    public static bool TryRead(ReadOnlySpan<byte> head, out FrameHeader header)
    {
        header = default;
        if (head.Length < Bytes || BinaryPrimitives.ReadUInt32LittleEndian(head) != Magic) return false;
        header = new FrameHeader(BinaryPrimitives.ReadInt32LittleEndian(head[4..]), BinaryPrimitives.ReadInt64LittleEndian(head[12..]));
        return header.BodyBytes >= 0;
    }

    public static bool IsIntact(ReadOnlySpan<byte> frame, uint salt) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame[CrcAt..]) == Checksum(frame, salt);

    private static uint Checksum(ReadOnlySpan<byte> frame, uint salt) =>
        Crc32C.Append(Crc32C.Append(salt, frame[..CrcAt]), frame[(CrcAt + sizeof(uint))..]);
}
