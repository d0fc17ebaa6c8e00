using System.Globalization;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Checkpoints;

/// <summary>
/// Points that memory has no room for while a store is away, in files: swap space and nothing more. The journal holds the messages they came
/// from, so the files are never flushed, and those of an earlier process are thrown away. Their number is bounded by the journal's quota: a
/// point takes less here than its message takes there. The checkpoint's thread only.
/// </summary>
internal sealed class SpilledPoints
{
    private readonly string _directory;
    private readonly Queue<(long Position, string Path)> _files = new();

    public SpilledPoints(string directory)
    {
        _directory = directory;
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }

    public bool IsEmpty => _files.Count == 0;

    /// <exception cref="IOException">No room, or no such directory; nothing was taken.</exception>
    public void Add(long position, IReadOnlyList<PointBuffer> buffers)
    {
        Directory.CreateDirectory(_directory);
        var path = Path.Combine(_directory, position.ToString("D20", CultureInfo.InvariantCulture) + ".points");
        try
        {
            using var writer = new BinaryWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16));
            writer.Write(buffers.Count);
            foreach (var buffer in buffers)
                Write(writer, buffer.Rows());
        }
        catch
        {
            File.Delete(path);
            throw;
        }

        _files.Enqueue((position, path));
    }

    /// <summary>Gives the store, oldest first, what was spilled up to a position. Throws what the store says; what it took is gone from here.</summary>
    public void DrainThrough(long position, ITelemetryWriter store)
    {
        while (_files.TryPeek(out var oldest) && oldest.Position <= position)
        {
            if (oldest.Position > store.Watermark)
                store.Write(oldest.Position, Read(oldest.Path), CancellationToken.None);
            File.Delete(oldest.Path);
            _files.Dequeue();
        }
    }

    private static void Write(BinaryWriter writer, PointRows rows)
    {
        writer.Write(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            writer.Write(rows.Handles[row]);
            writer.Write(rows.At(row));
            writer.Write(rows.Position(row));
            var metrics = rows.Metrics(row);
            var values = rows.Values(row);
            writer.Write((ushort)metrics.Length);
            for (var index = 0; index < metrics.Length; index++)
            {
                writer.Write(metrics[index]);
                writer.Write(values[index]);
            }
        }
    }

    private static PointBuffer[] Read(string path)
    {
        using var reader = new BinaryReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1 << 16));
        var buffers = new PointBuffer[reader.ReadInt32()];
        Span<Point> points = new Point[ushort.MaxValue];
        for (var index = 0; index < buffers.Length; index++)
        {
            var buffer = buffers[index] = new PointBuffer();
            for (var rows = reader.ReadInt32(); rows > 0; rows--)
            {
                var (handle, at, position, count) = (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadUInt16());
                for (var point = 0; point < count; point++)
                    points[point] = new Point(reader.ReadUInt16(), reader.ReadDouble());
                buffer.TryAdd(handle, at, position, points[..count]);
            }
        }

        return buffers;
    }
}
