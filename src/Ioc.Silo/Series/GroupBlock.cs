using System.Buffers.Binary;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Series;

/// <summary>
/// One row of telemetry_blocks: the blocks of up to 16 devices with neighbouring handles, within one hour.
/// <para>
/// The problem: 20,000 devices each send a message a minute, and a checkpoint every few seconds finds one message per device. A row per
/// device would touch a
/// B-tree page of 4 KiB for 50 bytes of points, each page written twice (log and file): 8 MB/s for 50 kB/s of points. A row per write
/// would be cheap to write but make a reader of one device read everybody. Sixteen devices per row is between: a sixteenth of the pages to
/// write, and
/// a reader reads sixteen times what it wants until the hour is compacted, in few, larger rows. Devices imported together get neighbouring
/// handles,
/// and are asked for together.
/// </para>
/// <code>
/// data = version:byte, devices:varint, (slot:byte, length:varint)..., block..., CRC-32C of all before it:4 bytes     slot = handle modulo 16
/// </code>
/// The sum is checked whenever a row is read: a disk that lies must not draw a chart. Version 1 had none.
/// </summary>
internal static class GroupBlock
{
    public const int Devices = 16;
    public const byte Version = 2;

    private const byte VersionWithoutSum = 1;

    /// <summary>Rows hold one hour, so that a query's key range says which rows can matter, and compaction has its unit.</summary>
    public const long HourMs = 3_600_000;

    public static int GroupOf(int deviceHandle) => deviceHandle / Devices;

    public static byte SlotOf(int deviceHandle) => (byte)(deviceHandle % Devices);

    /// <summary>The start of the hour; also before 1970.</summary>
    public static long HourOf(long atMs) => atMs - (((atMs % HourMs) + HourMs) % HourMs);

    /// <summary>Finds each device's bytes. Answers how many there are.</summary>
    public static int Index(ReadOnlySpan<byte> data, Span<GroupEntry> entries)
    {
        data = Checked(data);
        var reader = new ByteReader(data);
        reader.Byte();
        var count = reader.Count(bytesEach: 2, max: Devices);
        var blockBytes = 0;
        for (var index = 0; index < count; index++)
        {
            var slot = reader.Byte();
            var length = reader.Count(bytesEach: 1);
            entries[index] = new GroupEntry(slot, blockBytes, length);
            blockBytes += length;
            if (blockBytes > data.Length)
                throw ByteReader.Broken();
        }

        var start = data.Length - blockBytes;
        if (start < 0)
            throw ByteReader.Broken();
        for (var index = 0; index < count; index++)
            entries[index] = entries[index] with { Offset = entries[index].Offset + start };
        return count;
    }

    /// <summary>Ends a row.</summary>
    public static void Seal(ByteWriter data)
    {
        Span<byte> sum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, Crc32C.Append(0, data.Written));
        data.Bytes(sum);
    }

    /// <summary>Without its sum, which is right.</summary>
    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> data)
    {
        if (data.Length > 0 && data[0] == VersionWithoutSum)
            return data;
        if (data.Length <= sizeof(uint) || data[0] != Version)
            throw ByteReader.Broken();
        var content = data[..^sizeof(uint)];
        return Crc32C.Append(0, content) == BinaryPrimitives.ReadUInt32LittleEndian(data[^sizeof(uint)..]) ? content : throw ByteReader.Broken();
    }
}
