using System.Numerics;
using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>Packs one metric of one device over a span; see <see cref="RollupForm"/>. Reused; one thread.</summary>
internal sealed class RollupBlockWriter
{
    private readonly RollupNumbers _numbers = new();
    private readonly RiceColumn _counts = new();
    private readonly RiceColumn _mins = new();
    private readonly RiceColumn _ranges = new();
    private readonly RiceColumn _rangeSteps = new();
    private readonly RiceColumn _sums = new();

    /// <summary>False: the column is empty and nothing was written.</summary>
    public bool Write(RollupColumn column, ByteWriter writer)
    {
        _numbers.Take(column);
        var filled = _numbers.Filled;
        if (filled.IsEmpty)
            return false;
        var (first, extent) = (filled[0], filled[^1] - filled[0] + 1);
        var (isDoubles, isWhole, isSparse) = (_numbers.Digits == DecimalScale.None, extent == column.Count.Length, extent != filled.Length);
        FillCounts(column);
        var countsDiffer = _counts.Parameter != RollupForm.Nothing;
        writer.Byte((byte)((isDoubles ? RollupForm.Doubles : _numbers.Digits) | (isWhole ? RollupForm.Whole : 0) | (isSparse ? RollupForm.Sparse : 0)
            | (_numbers.IsStill ? RollupForm.Still : 0) | (countsDiffer ? RollupForm.CountsDiffer : 0)));
        if (!isWhole)
        {
            writer.Varint((ulong)first);
            writer.Varint((ulong)extent);
        }

        writer.Varint((ulong)column.Count[first]);
        if (!isDoubles)
            writer.Signed(_numbers.Min[0]);
        var bits = new BitWriter(writer);
        if (isSparse)
            foreach (var count in column.Count.AsSpan(first, extent))
                bits.Bits(count > 0 ? 1UL : 0, 1);
        if (countsDiffer)
            WriteCounts(ref bits);
        if (isDoubles)
            WriteDoubles(column, ref bits);
        else
            WriteScaled(column, ref bits);
        bits.End();
        return true;
    }

    private void FillCounts(RollupColumn column)
    {
        var filled = _numbers.Filled;
        _counts.Begin(filled.Length);
        for (var index = 1; index < filled.Length; index++)
            _counts.Add(RollupForm.Folded(column.Count[filled[index]] - column.Count[filled[index - 1]]));
        _counts.End();
    }

    private void WriteCounts(ref BitWriter bits)
    {
        bits.Bits((ulong)_counts.Parameter, RollupForm.ParameterBits);
        for (var index = 0; index < _numbers.Filled.Length - 1; index++)
            bits.Rice(_counts[index], _counts.Parameter);
    }

    private void WriteDoubles(RollupColumn column, ref BitWriter bits)
    {
        foreach (var bucket in _numbers.Filled)
        {
            bits.Whole(BitConverter.DoubleToUInt64Bits(column.Min[bucket]));
            if (_numbers.IsStill)
                continue;
            bits.Whole(BitConverter.DoubleToUInt64Bits(column.Max[bucket]));
            bits.Whole(BitConverter.DoubleToUInt64Bits(column.Last[bucket]));
            bits.Whole(BitConverter.DoubleToUInt64Bits(column.Sum[bucket]));
        }
    }

    private void WriteScaled(RollupColumn column, ref BitWriter bits)
    {
        FillScaled(column);
        var ranges = _rangeSteps.Bits < _ranges.Bits ? _rangeSteps : _ranges;
        bits.Bits((ulong)_mins.Parameter, RollupForm.ParameterBits);
        if (!_numbers.IsStill)
        {
            bits.Bits((ulong)ranges.Parameter, RollupForm.ParameterBits);
            bits.Bits(ranges == _rangeSteps ? 1UL : 0, 1);
            bits.Bits((ulong)_sums.Parameter, RollupForm.ParameterBits);
        }

        var filled = _numbers.Filled;
        for (int index = 0, sum = 0; index < filled.Length; index++)
        {
            if (index > 0 && _mins.Parameter != RollupForm.Nothing)
                bits.Rice(_mins[index - 1], _mins.Parameter);
            if (_numbers.IsStill)
                continue;
            if (ranges.Parameter != RollupForm.Nothing)
                bits.Rice(ranges[index], ranges.Parameter);
            var (count, range, last) = (column.Count[filled[index]], (ulong)_numbers.Range[index], (ulong)_numbers.Last[index]);
            if (range == 0)
                continue;
            if (count == 2)
            {
                bits.Bits(last == 0 ? 0UL : 1, 1);
                continue;
            }

            bits.Bits(last, 64 - BitOperations.LeadingZeroCount(range));
            if (_sums.Parameter != RollupForm.Nothing)
                bits.Rice(_sums[sum], _sums.Parameter);
            sum++;
        }
    }

    private void FillScaled(RollupColumn column)
    {
        var filled = _numbers.Filled;
        var mins = _numbers.Min;
        var ranges = _numbers.Range;
        var sums = _numbers.Sum;
        foreach (var one in (ReadOnlySpan<RiceColumn>)[_mins, _ranges, _rangeSteps, _sums])
            one.Begin(filled.Length);
        for (var index = 0; index < filled.Length; index++)
        {
            var count = column.Count[filled[index]];
            if (index > 0)
                _mins.Add(RollupForm.Folded(mins[index] - mins[index - 1]));
            _ranges.Add((ulong)ranges[index]);
            _rangeSteps.Add(RollupForm.Folded(ranges[index] - (index == 0 ? 0 : ranges[index - 1])));
            if (ranges[index] != 0 && count != 2)
                _sums.Add(RollupForm.Folded(unchecked(sums[index] - RollupForm.Middle(count, mins[index], ranges[index]))));
        }

        foreach (var one in (ReadOnlySpan<RiceColumn>)[_mins, _ranges, _rangeSteps, _sums])
            one.End();
    }
}
