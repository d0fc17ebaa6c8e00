using Ioc.Silo.Series;

namespace Ioc.Silo.Influx;

/// <summary>
/// The times of a device's messages to the nanosecond: the millisecond of arrival and, in the last six digits, a hash of what the message
/// says. Nothing else is in them, least of all where a message lies: rows are merged, and a restored journal is cut into others, but the
/// same message is the same point whenever it is written. Two different ones in a millisecond are two; so are two that say the same,
/// because a place that is taken makes the next one free.
/// <para>
/// The hash can't change without doubling what is written again: a test holds it.
/// </para>
/// Reused; one thread.
/// </summary>
internal sealed class PointTimes : IPointSink
{
    public const long NanosecondsPerMillisecond = 1_000_000;

    /// <summary>More messages of a device in one millisecond that say the same are not told apart.</summary>
    private const int ProbesMax = 1_000;

    private readonly Dictionary<int, List<TakenTime>> _newest = [];
    private readonly HashSet<long> _taken = [];
    private ulong[] _contents = [];
    private long[] _times = [];
    private int _rows;
    private ulong _metric;

    /// <summary>By row, when the block has ended.</summary>
    public ReadOnlySpan<long> AtNs => _times.AsSpan(0, _rows);

    public int Rows => _rows;

    public void BeginBlock(ReadOnlySpan<long> times)
    {
        _rows = times.Length;
        if (_times.Length < _rows)
            (_times, _contents) = (new long[_rows], new ulong[_rows]);
        times.CopyTo(_times);
        Array.Clear(_contents, 0, _rows);
    }

    public bool Begin(ushort metric)
    {
        _metric = metric * 0x9E37_79B9_7F4A_7C15;
        return true;
    }

    // A sum, because merged rows may have their columns in another order.
    public void Take(int row, long atMs, double value)
    {
        var hash = BitConverter.DoubleToUInt64Bits(value) + _metric;
        hash = (hash ^ (hash >> 32)) * 0xD6E8_FEB8_6659_FD93;
        hash = (hash ^ (hash >> 32)) * 0xD6E8_FEB8_6659_FD93;
        _contents[row] += hash ^ (hash >> 32);
    }

    /// <summary>All columns were given.</summary>
    /// <param name="deviceHandle">Whose messages they are.</param>
    /// <param name="firstPosition">Of the row they came from. What was taken by earlier rows is taken, not so by this one when it is sent again.</param>
    public void EndBlock(int deviceHandle, long firstPosition)
    {
        if (_rows == 0)
            return;
        if (!_newest.TryGetValue(deviceHandle, out var newest))
            _newest[deviceHandle] = newest = [];
        var (firstMs, lastMs) = (_times[0], _times[_rows - 1]);
        _taken.Clear();
        for (var index = newest.Count - 1; index >= 0; index--)
            if (newest[index].FirstPosition >= firstPosition || newest[index].AtMs != firstMs)
                newest.RemoveAt(index);
            else
                _taken.Add(newest[index].AtNs);
        for (var row = 0; row < _rows; row++)
        {
            var atMs = _times[row];
            _times[row] = Free(atMs * NanosecondsPerMillisecond, (int)(_contents[row] % NanosecondsPerMillisecond));
            if (atMs == lastMs)
                newest.Add(new TakenTime(firstPosition, atMs, _times[row]));
        }
    }

    private long Free(long millisecondNs, int place)
    {
        for (var probe = 0; probe < ProbesMax && !_taken.Add(millisecondNs + place); probe++)
            place = (place + 1) % (int)NanosecondsPerMillisecond;
        return millisecondNs + place;
    }

    private readonly record struct TakenTime(long FirstPosition, long AtMs, long AtNs);
}
