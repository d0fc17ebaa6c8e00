namespace Ioc.Silo.Series;

/// <summary>
/// Packs messages of one device into one block. Column by column, because a metric's next value is near its last one while its neighbour in
/// the
/// message is not; exact, because a value that was stored must be the value that was sent.
/// <code>
/// block  = messages:varint, time:signed..., columns:varint, column...
/// time   = change of the distance to the previous time (the first: distance to the base)
/// column = metric:varint, form:byte, [points:varint, row distance:varint...] when sparse, value...
/// form   = digits after the point 0-8, or 15 for doubles; +16 all values are the same and one follows; +32 sparse
/// value  = signed distance to the previous scaled integer, or 8 bytes of double
/// </code>
/// Rejected: XOR of doubles (Gorilla): twice the size for decimals, and bit by bit; a general compressor: ten times the time for blocks
/// this small.
/// </summary>
internal sealed class BlockWriter
{
    public const byte FormDoubles = 15;
    public const byte FormDigitsMask = 15;
    public const byte FormConstant = 16;
    public const byte FormSparse = 32;

    private readonly int[] _columnOfMetric = new int[ushort.MaxValue + 1];
    private readonly List<PointColumn> _columns = [];
    private long[] _times = new long[16];
    private int _columnCount;

    public int Messages { get; private set; }

    public void AddMessage(long atMs, ReadOnlySpan<ushort> metrics, ReadOnlySpan<double> values)
    {
        var row = AddTime(atMs);
        for (var index = 0; index < metrics.Length; index++)
            Column(metrics[index]).Add(row, values[index]);
    }

    /// <summary>Adds a message's time; its values follow by <see cref="Column"/>. Answers its row.</summary>
    public int AddTime(long atMs)
    {
        if (Messages == _times.Length)
            Array.Resize(ref _times, Messages * 2);
        _times[Messages] = atMs;
        return Messages++;
    }

    public PointColumn Column(ushort metric)
    {
        var number = _columnOfMetric[metric];
        if (number > 0)
            return _columns[number - 1];
        if (_columnCount == _columns.Count)
            _columns.Add(new PointColumn());
        var column = _columns[_columnCount++];
        column.Begin(metric);
        _columnOfMetric[metric] = _columnCount;
        return column;
    }

    /// <summary>Writes the block and forgets its messages.</summary>
    public void Finish(long baseMs, ByteWriter writer)
    {
        WriteTimes(baseMs, writer);
        writer.Varint((ulong)_columnCount);
        for (var number = 0; number < _columnCount; number++)
        {
            WriteColumn(_columns[number], writer);
            _columnOfMetric[_columns[number].Metric] = 0;
        }

        _columnCount = 0;
        Messages = 0;
    }

    // Overflow wraps here and wraps back when read: any two longs have a distance.
    private void WriteTimes(long baseMs, ByteWriter writer)
    {
        writer.Varint((ulong)Messages);
        var times = _times.AsSpan(0, Messages);
        long distance = 0;
        for (var row = 0; row < times.Length; row++)
        {
            var next = unchecked(times[row] - (row == 0 ? baseMs : times[row - 1]));
            writer.Signed(unchecked(next - distance));
            distance = row == 0 ? 0 : next;
        }
    }

    private void WriteColumn(PointColumn column, ByteWriter writer)
    {
        writer.Varint(column.Metric);
        var values = column.Values;
        var constant = values.Length > 1 && IsConstant(values);
        if (constant)
            values = values[..1];
        var digits = DigitsOf(values);
        var sparse = !IsDense(column);
        var form = writer.Length;
        WriteForm(column, writer, digits, constant, sparse);
        if (digits != DecimalScale.None && WriteScaled(values, digits, writer))
            return;

        // A later value may need fewer digits than an earlier one and still fit only those: back to doubles, exactness first.
        writer.CutTo(form);
        WriteForm(column, writer, DecimalScale.None, constant, sparse);
        foreach (var value in values)
            writer.Double(value);
    }

    private static void WriteForm(PointColumn column, ByteWriter writer, int digits, bool constant, bool sparse)
    {
        writer.Byte((byte)((digits == DecimalScale.None ? FormDoubles : digits) | (constant ? FormConstant : 0) | (sparse ? FormSparse : 0)));
        if (!sparse)
            return;
        writer.Varint((ulong)column.Count);
        var previous = 0;
        foreach (var row in column.Rows)
        {
            writer.Varint((ulong)(row - previous));
            previous = row;
        }
    }

    private static bool WriteScaled(ReadOnlySpan<double> values, int digits, ByteWriter writer)
    {
        long previous = 0;
        foreach (var value in values)
        {
            if (!DecimalScale.TryScale(value, digits, out var scaled))
                return false;
            writer.Signed(scaled - previous);
            previous = scaled;
        }

        return true;
    }

    private static int DigitsOf(ReadOnlySpan<double> values)
    {
        var digits = 0;
        foreach (var value in values)
            if ((digits = DecimalScale.Digits(value, digits)) == DecimalScale.None)
                break;
        return digits;
    }

    // By bits: −0.0 equals 0.0 but is not it.
    private static bool IsConstant(ReadOnlySpan<double> values)
    {
        var first = BitConverter.DoubleToInt64Bits(values[0]);
        foreach (var value in values)
            if (BitConverter.DoubleToInt64Bits(value) != first)
                return false;
        return true;
    }

    // One value in every message: as many as messages, and none twice.
    private bool IsDense(PointColumn column)
    {
        if (column.Count != Messages)
            return false;
        var rows = column.Rows;
        for (var index = 0; index < rows.Length; index++)
            if (rows[index] != index)
                return false;
        return true;
    }
}
