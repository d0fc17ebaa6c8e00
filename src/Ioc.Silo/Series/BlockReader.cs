namespace Ioc.Silo.Series;

/// <summary>
/// Unpacks what <see cref="BlockWriter"/> packed. Columns nobody asked for are stepped over without decoding. Reused; one thread.
/// </summary>
internal sealed class BlockReader
{
    private long[] _times = new long[64];
    private int[] _rows = new int[64];

    public void Read(ReadOnlySpan<byte> block, long baseMs, IPointSink sink)
    {
        var reader = new ByteReader(block);
        var times = ReadTimes(ref reader, baseMs);
        sink.BeginBlock(times);
        for (var columns = reader.Count(bytesEach: 3, max: ushort.MaxValue + 1); columns > 0; columns--)
            ReadColumn(ref reader, times, sink);
    }

    private ReadOnlySpan<long> ReadTimes(scoped ref ByteReader reader, long baseMs)
    {
        var messages = reader.Count(bytesEach: 1);
        if (_times.Length < messages)
            _times = new long[messages];
        long previous = baseMs, distance = 0;
        for (var row = 0; row < messages; row++)
        {
            var next = unchecked(reader.Signed() + distance);
            previous = unchecked(previous + next);
            _times[row] = previous;
            distance = row == 0 ? 0 : next;
        }

        return _times.AsSpan(0, messages);
    }

    private void ReadColumn(ref ByteReader reader, scoped ReadOnlySpan<long> times, IPointSink sink)
    {
        var metric = reader.Varint() is var number && number <= ushort.MaxValue ? (ushort)number : throw ByteReader.Broken();
        var form = reader.Byte();
        var rows = (form & BlockWriter.FormSparse) != 0 ? ReadRows(ref reader, times.Length) : default;
        var count = (form & BlockWriter.FormSparse) != 0 ? rows.Length : times.Length;
        var constant = (form & BlockWriter.FormConstant) != 0;
        var digits = form & BlockWriter.FormDigitsMask;
        if (digits is > DecimalScale.DigitsMax and not BlockWriter.FormDoubles || (constant && count == 0))
            throw ByteReader.Broken();
        if (!sink.Begin(metric))
        {
            Skip(ref reader, digits, constant ? 1 : count);
            return;
        }

        long scaled = 0;
        double value = 0;
        for (var index = 0; index < count; index++)
        {
            if (index == 0 || !constant)
                value = digits == BlockWriter.FormDoubles ? reader.Double() : DecimalScale.Unscale(scaled += reader.Signed(), digits);
            var row = rows.IsEmpty ? index : rows[index];
            sink.Take(row, times[row], value);
        }
    }

    private static void Skip(ref ByteReader reader, int digits, int count)
    {
        if (digits == BlockWriter.FormDoubles)
            reader.Bytes(count <= int.MaxValue / sizeof(double) ? count * sizeof(double) : throw ByteReader.Broken());
        else
            reader.SkipVarints(count);
    }

    private ReadOnlySpan<int> ReadRows(scoped ref ByteReader reader, int messages)
    {
        var count = reader.Count(bytesEach: 1);
        if (_rows.Length < count)
            _rows = new int[count];
        ulong row = 0;
        for (var index = 0; index < count; index++)
        {
            var distance = reader.Varint();
            row += distance;
            if (distance >= (ulong)messages || row >= (ulong)messages)
                throw ByteReader.Broken();
            _rows[index] = (int)row;
        }

        return _rows.AsSpan(0, count);
    }
}
