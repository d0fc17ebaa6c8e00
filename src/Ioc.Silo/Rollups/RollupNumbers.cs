using System.Runtime.InteropServices;
using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>The filled buckets of a column, as integers where they are decimals. Reused; one thread.</summary>
internal sealed class RollupNumbers
{
    /// <summary>What one addition may be off, of its larger part.</summary>
    private const double Rounding = 1.0 / (1L << 51);

    private readonly List<int> _filled = [];
    private long[] _min = new long[128];
    private long[] _range = new long[128];
    private long[] _last = new long[128];
    private long[] _sum = new long[128];

    /// <summary>Digits after the point, or <see cref="DecimalScale.None"/>: these are no decimals.</summary>
    public int Digits { get; private set; }

    /// <summary>Every bucket's points have one value.</summary>
    public bool IsStill { get; private set; }

    public ReadOnlySpan<int> Filled => CollectionsMarshal.AsSpan(_filled);

    public ReadOnlySpan<long> Min => _min.AsSpan(0, _filled.Count);

    public ReadOnlySpan<long> Range => _range.AsSpan(0, _filled.Count);

    /// <summary>Above min.</summary>
    public ReadOnlySpan<long> Last => _last.AsSpan(0, _filled.Count);

    public ReadOnlySpan<long> Sum => _sum.AsSpan(0, _filled.Count);

    public void Take(RollupColumn column)
    {
        _filled.Clear();
        for (var bucket = 0; bucket < column.Count.Length; bucket++)
            if (column.Count[bucket] > 0)
                _filled.Add(bucket);
        if (_min.Length < column.Count.Length)
            (_min, _range, _last, _sum) = (new long[column.Count.Length], new long[column.Count.Length], new long[column.Count.Length], new long[column.Count.Length]);
        IsStill = AreStill(column);
        Digits = Scale(column);
    }

    private int Scale(RollupColumn column)
    {
        for (var digits = 0; digits <= DecimalScale.DigitsMax;)
        {
            var index = 0;
            while (index < _filled.Count && TryScale(column, index, digits))
                index++;
            if (index == _filled.Count)
                return digits;

            // One more digit may be too much for an earlier bucket, which the next turn finds.
            do
                digits++;
            while (digits <= DecimalScale.DigitsMax && !TryScale(column, index, digits));
        }

        return DecimalScale.None;
    }

    private bool TryScale(RollupColumn column, int index, int digits)
    {
        var bucket = _filled[index];
        if (!DecimalScale.TryScale(column.Min[bucket], digits, out var min) || !DecimalScale.TryScale(column.Max[bucket], digits, out var max)
            || !DecimalScale.TryScale(column.Last[bucket], digits, out var last) || !TrySum(column, bucket, digits, out var sum))
            return false;
        var (count, range) = (column.Count[bucket], max - min);
        (_min[index], _range[index], _last[index], _sum[index]) = (min, range, last - min, sum);

        // What a reader makes of the others must be what is here.
        return range == 0 ? last == min && (IsStill || sum == count * min)
            : range > 0 && last >= min && last <= max && (count != 2 || ((last == min || last == max) && sum == min + max));
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
        var rounding = column.Count[bucket] * Math.Max(Math.Abs(column.Min[bucket]), Math.Abs(column.Max[bucket])) * Rounding * power;
        return rounding < 0.25 && Math.Abs(product - scaled) <= rounding;
    }

    private bool AreStill(RollupColumn column)
    {
        foreach (var bucket in _filled)
            if (!IsSame(column.Min[bucket], column.Max[bucket]) || !IsSame(column.Min[bucket], column.Last[bucket]))
                return false;
        return true;
    }

    // By bits: −0.0 equals 0.0 but is not it.
    private static bool IsSame(double one, double other) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(other);
}
