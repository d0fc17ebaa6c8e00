using System.Buffers;
using System.Buffers.Binary;

namespace Ioc.Silo.Journal;

/// <summary>
/// One entry inside a batch: payload bytes i32 · kind u8 · device handle i32 · received at i64 (Unix ms, server time) · payload; little-endian.
/// Times are absolute, so that batches can be joined at replay by joining their bytes.
/// </summary>
internal readonly ref struct JournalEntry(EntryKind kind, int deviceHandle, long receivedAtMs, ReadOnlySpan<byte> payload)
{
    public const int HeaderBytes = 17;

    public EntryKind Kind { get; } = kind;

    public int DeviceHandle { get; } = deviceHandle;

    public long ReceivedAtMs { get; } = receivedAtMs;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    public static void Write(Span<byte> target, EntryKind kind, int deviceHandle, long receivedAtMs, in ReadOnlySequence<byte> payload)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, (int)payload.Length);
        target[4] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(target[5..], deviceHandle);
        BinaryPrimitives.WriteInt64LittleEndian(target[9..], receivedAtMs);
        payload.CopyTo(target[HeaderBytes..]);
    }

    /// <summary>Reads the entry at the start of <paramref name="bytes"/>, whose checksum was good: it is there whole.</summary>
    public static JournalEntry Read(ReadOnlySpan<byte> bytes, out int entryBytes)
    {
        var payloadBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        entryBytes = HeaderBytes + payloadBytes;
        return new JournalEntry(
            (EntryKind)bytes[4],
            BinaryPrimitives.ReadInt32LittleEndian(bytes[5..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
            bytes.Slice(HeaderBytes, payloadBytes));
    }

    /// <summary>The fields that tell whether the entry matters to a shard, without the rest.</summary>
    public static int Peek(ReadOnlySpan<byte> bytes, out EntryKind kind, out int deviceHandle)
    {
        kind = (EntryKind)bytes[4];
        deviceHandle = BinaryPrimitives.ReadInt32LittleEndian(bytes[5..]);
        return HeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }
}
