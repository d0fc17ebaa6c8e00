using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>
/// Packs one metric of one device over a span. As in <see cref="BlockWriter"/>, decimals become integers; a bucket's other values lie close to its
/// smallest and are kept as distances from it.
/// <code>
/// block  = form:byte, buckets:varint, first:varint or (sparse) distance:varint..., count:varint or (counts differ) distance:signed..., bucket...
/// form   = digits after the point 0-8, or 15 for doubles; +16 one value for all buckets; +32 sparse; +64 still; +128 counts differ
/// bucket = min:signed distance to the previous min, then unless still max − min:varint, last − min:varint, sum − count × min:signed
///          or as doubles min, then unless still max, last, sum
/// still  = in every bucket all points have one value: the sum is count × min
/// </code>
/// Counts, smallest, largest and last values are exact, bit for bit. A sum of decimals is stored as the decimal that it is, which the running
/// sum of doubles misses by its rounding. Reused; one thread.
/// </summary>
internal sealed class RollupBlockWriter
{
    public const byte FormDoubles = BlockWriter.FormDoubles;
    public const byte FormConstant = 16;
    public const byte FormSparse = 32;
    public const byte FormStill = 64;
    public const byte FormCountsDiffer = 128;

    private readonly List<int> _filled = [];

    /// <summary>False: the column is empty and nothing was written.</summary>
    public bool Write(RollupColumn column, ByteWriter writer)
    {
        _filled.Clear();
        for (var bucket = 0; bucket < column.Count.Length; bucket++)
            if (column.Count[bucket] > 0)
                _filled.Add(bucket);
        if (_filled.Count == 0)
            return false;
        var digits = DigitsOf(column);
        var still = IsStill(column);
        var constant = still && IsConstant(column);
        var sparse = _filled[^1] - _filled[0] + 1 != _filled.Count;
        var counts = CountsDiffer(column);
        writer.Byte((byte)((digits == DecimalScale.None ? FormDoubles : digits)
            | (constant ? FormConstant : 0) | (sparse ? FormSparse : 0) | (still ? FormStill : 0) | (counts ? FormCountsDiffer : 0)));
        WriteBuckets(sparse, writer);
        WriteCounts(column, counts, writer);
        if (digits == DecimalScale.None)
            WriteDoubles(column, constant, still, writer);
        else
            WriteScaled(column, digits, constant, still, writer);
        return true;
    }

    private void WriteBuckets(bool sparse, ByteWriter writer)
    {
        writer.Varint((ulong)_filled.Count);
        writer.Varint((ulong)_filled[0]);
        for (var index = 1; sparse && index < _filled.Count; index++)
            writer.Varint((ulong)(_filled[index] - _filled[index - 1]));
    }

    private void WriteCounts(RollupColumn column, bool differ, ByteWriter writer)
    {
        var previous = 0;
        foreach (var bucket in differ ? _filled : _filled[..1])
        {
            writer.Signed(column.Count[bucket] - previous);
            previous = column.Count[bucket];
        }
    }

    private void WriteDoubles(RollupColumn column, bool constant, bool still, ByteWriter writer)
    {
        foreach (var bucket in constant ? _filled[..1] : _filled)
        {
            writer.Double(column.Min[bucket]);
            if (still)
                continue;
            writer.Double(column.Max[bucket]);
            writer.Double(column.Last[bucket]);
            writer.Double(column.Sum[bucket]);
        }
    }

    // Distances wrap and wrap back.
    private void WriteScaled(RollupColumn column, int digits, bool constant, bool still, ByteWriter writer)
    {
        long previous = 0;
        foreach (var bucket in constant ? _filled[..1] : _filled)
        {
            DecimalScale.TryScale(column.Min[bucket], digits, out var min);
            writer.Signed(min - previous);
            previous = min;
            if (still)
                continue;
            DecimalScale.TryScale(column.Max[bucket], digits, out var max);
            DecimalScale.TryScale(column.Last[bucket], digits, out var last);
            TrySum(column, bucket, digits, out var sum);
            writer.Varint((ulong)(max - min));
            writer.Varint((ulong)(last - min));
            writer.Signed(unchecked(sum - (column.Count[bucket] * min)));
        }
    }

    private int DigitsOf(RollupColumn column)
    {
        var digits = 0;
        foreach (var bucket in _filled)
        {
            foreach (var value in (ReadOnlySpan<double>)[column.Min[bucket], column.Max[bucket], column.Last[bucket]])
                if ((digits = DecimalScale.Digits(value, digits)) == DecimalScale.None)
                    return digits;
            while (!TrySum(column, bucket, digits, out _))
                if (++digits > DecimalScale.DigitsMax)
                    return DecimalScale.None;
        }

        // A value of an earlier bucket may fit fewer digits only: back to doubles, exactness first.
        foreach (var bucket in _filled)
            if (!DecimalScale.TryScale(column.Min[bucket], digits, out _) || !DecimalScale.TryScale(column.Max[bucket], digits, out _)
                || !DecimalScale.TryScale(column.Last[bucket], digits, out _) || !TrySum(column, bucket, digits, out _))
                return DecimalScale.None;
        return digits;
    }

    /// <summary>The decimal that a sum is, but for the rounding of its additions; false where more digits are in it.</summary>
    private static bool TrySum(RollupColumn column, int bucket, int digits, out long scaled)
    {
        const double IntegerMax = 1L << 53;
        var (sum, power) = (column.Sum[bucket], DecimalScale.Power(digits));
        var product = sum * power;
        scaled = 0;
        if (!(Math.Abs(product) <= IntegerMax))
            return false;
        scaled = (long)Math.Round(product);
        var rounding = column.Count[bucket] * Math.Max(Math.Abs(column.Min[bucket]), Math.Abs(column.Max[bucket])) * Math.ScaleB(1, -51) * power;
        return rounding < 0.25 && Math.Abs(product - scaled) <= rounding;
    }

    private bool IsStill(RollupColumn column)
    {
        foreach (var bucket in _filled)
            if (!IsSame(column.Min[bucket], column.Max[bucket]) || !IsSame(column.Min[bucket], column.Last[bucket]))
                return false;
        return true;
    }

    private bool IsConstant(RollupColumn column)
    {
        foreach (var bucket in _filled)
            if (!IsSame(column.Min[bucket], column.Min[_filled[0]]))
                return false;
        return true;
    }

    private bool CountsDiffer(RollupColumn column)
    {
        foreach (var bucket in _filled)
            if (column.Count[bucket] != column.Count[_filled[0]])
                return true;
        return false;
    }

    // By bits: −0.0 equals 0.0 but is not it.
    private static bool IsSame(double one, double other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);
}
