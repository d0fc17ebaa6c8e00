using System.Diagnostics;
using Ioc.Devices.Telemetry;

namespace Ioc.Silo.Series;

/// <summary>
/// Points that wait for the store: append-only columns, bounded, one writer (the shard) and any readers.
/// <para>
/// Rows below <see cref="Count"/> never change until <see cref="Clear"/>: the writer fills a row first and counts it last. Growth replaces
/// the
/// arrays, so a reader that holds the old ones still sees its rows. <see cref="Clear"/> moves <see cref="Generation"/> on before any
/// row is written again; a reader compares it before and after and discards what it read when they differ. No lock on either side.
/// </para>
/// </summary>
public sealed class PointBuffer
{
    private const int RowBytes = sizeof(int) + (2 * sizeof(long)) + sizeof(int);
    private const int PointBytes = sizeof(ushort) + sizeof(double);
    private const int FirstRows = 1_024;
    private const int FirstPoints = 8_192;

    private readonly int _messagesMax;
    private readonly int _pointsMax;
    private Columns _columns = new(FirstRows, FirstPoints);
    private int _count;
    private int _generation;

    public PointBuffer(int messagesMax = SeriesLimits.BufferMessagesMax, int pointsMax = SeriesLimits.BufferPointsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(messagesMax, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pointsMax, 1);
        _messagesMax = messagesMax;
        _pointsMax = pointsMax;
    }

    /// <summary>Messages held.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Bytes that the held messages take.</summary>
    public long Bytes => ((long)Count * RowBytes) + ((long)PointCount * PointBytes);

    public int PointCount => Count is var count && count == 0 ? 0 : Volatile.Read(ref _columns).PointEnds[count - 1];

    internal int Generation => Volatile.Read(ref _generation);

    /// <summary>
    /// Appends one message's points; false when they don't fit: flush, then add again. A message without points takes no room.
    /// The writer's thread only.
    /// </summary>
    /// <param name="deviceHandle">At least 1.</param>
    /// <param name="atMs">The entry's receive time, Unix milliseconds.</param>
    /// <param name="position">Its journal position; rises within a buffer for each device.</param>
    /// <param name="points">Finite values; a metric may repeat.</param>
    public bool TryAdd(int deviceHandle, long atMs, long position, ReadOnlySpan<Point> points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(deviceHandle, 1);
        if (points.IsEmpty)
            return true;
        var row = _count;
        var first = PointCount;
        if (row == _messagesMax || points.Length > _pointsMax - first)
            return false;
        var columns = WithRoom(row + 1, first + points.Length);
        for (var index = 0; index < points.Length; index++)
        {
            if (!double.IsFinite(points[index].Value))
                throw new UnreachableException($"BUG: metric {points[index].Metric} of device {deviceHandle} is not finite.");
            columns.Metrics[first + index] = points[index].Metric;
            columns.Values[first + index] = points[index].Value;
        }

        columns.Handles[row] = deviceHandle;
        columns.Ats[row] = atMs;
        columns.Positions[row] = position;
        columns.PointEnds[row] = first + points.Length;
        Volatile.Write(ref _count, row + 1);
        return true;
    }

    /// <summary>Empties it for reuse; keeps its memory. The writer's thread only.</summary>
    public void Clear()
    {
        Volatile.Write(ref _count, 0);
        Interlocked.Increment(ref _generation);
    }

    internal PointRows Rows()
    {
        var count = Count;
        return new PointRows(Volatile.Read(ref _columns), count);
    }

    private Columns WithRoom(int rows, int points)
    {
        var columns = _columns;
        if (rows <= columns.Handles.Length && points <= columns.Values.Length)
            return columns;
        var grown = new Columns(
            Grow(columns.Handles.Length, rows, _messagesMax), Grow(columns.Values.Length, points, _pointsMax));
        columns.CopyTo(grown, _count, PointCount);
        Volatile.Write(ref _columns, grown);
        return grown;
    }

    private static int Grow(int length, int needed, int max) =>
        needed <= length ? length : Math.Max(needed, (int)Math.Min((long)length * 2, max));

    internal sealed class Columns(int rows, int points)
    {
        public readonly int[] Handles = new int[rows];
        public readonly long[] Ats = new long[rows];
        public readonly long[] Positions = new long[rows];
        public readonly int[] PointEnds = new int[rows];
        public readonly ushort[] Metrics = new ushort[points];
        public readonly double[] Values = new double[points];

        public void CopyTo(Columns target, int rowCount, int pointCount)
        {
            Handles.AsSpan(0, rowCount).CopyTo(target.Handles);
            Ats.AsSpan(0, rowCount).CopyTo(target.Ats);
            Positions.AsSpan(0, rowCount).CopyTo(target.Positions);
            PointEnds.AsSpan(0, rowCount).CopyTo(target.PointEnds);
            Metrics.AsSpan(0, pointCount).CopyTo(target.Metrics);
            Values.AsSpan(0, pointCount).CopyTo(target.Values);
        }
    }
}
