using System.Numerics;
using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>Unpacks what <see cref="RollupBlockWriter"/> packed; see <see cref="RollupForm"/>. Reused; one thread.</summary>
internal sealed class RollupBlockReader
{
    private int[] _buckets = new int[128];
    private int[] _counts = new int[128];

    /// <param name="block">Its bytes.</param>
    /// <param name="bucketsMax">Of the level.</param>
    /// <param name="sink">A structure, so that each use is compiled for itself: this runs millions of times for one answer.</param>
    public void Read<TSink>(ReadOnlySpan<byte> block, int bucketsMax, ref TSink sink)
        where TSink : IRollupSink
    {
        var header = new ByteReader(block);
        var form = header.Byte();
        var digits = form & BlockWriter.FormDigitsMask;
        if (digits is > DecimalScale.DigitsMax and not RollupForm.Doubles)
            throw ByteReader.Broken();
        var isWhole = (form & RollupForm.Whole) != 0;
        var (first, extent) = isWhole ? (0, (ulong)bucketsMax) : (header.Varint(), header.Varint());
        if (extent == 0 || first >= (ulong)bucketsMax || extent > (ulong)bucketsMax - first)
            throw ByteReader.Broken();
        var points = header.Varint();
        var min = digits == RollupForm.Doubles ? 0 : header.Signed();
        var bits = new BitReader(header.Rest);
        var count = ReadBuckets(ref bits, (int)first, (int)extent, (form & RollupForm.Sparse) != 0);
        ReadCounts(ref bits, count, points, (form & RollupForm.CountsDiffer) != 0);
        var isStill = (form & RollupForm.Still) != 0;
        if (digits == RollupForm.Doubles)
            ReadDoubles(ref bits, count, isStill, ref sink);
        else if (isStill)
            ReadStill(ref bits, count, min, digits, ref sink);
        else
            ReadScaled(ref bits, count, min, digits, ref sink);
        bits.End();
    }

    private int ReadBuckets(scoped ref BitReader bits, int first, int extent, bool isSparse)
    {
        if (_buckets.Length < extent)
            (_buckets, _counts) = (new int[extent], new int[extent]);
        var count = 0;
        for (var bucket = first; bucket < first + extent; bucket++)
            if (!isSparse || bits.Bits(1) != 0)
                _buckets[count++] = bucket;
        return count;
    }

    private void ReadCounts(scoped ref BitReader bits, int count, ulong first, bool differ)
    {
        var points = first <= int.MaxValue ? (long)first : throw ByteReader.Broken();
        var parameter = differ ? Parameter(ref bits) : RollupForm.Nothing;
        for (var index = 0; index < count; index++)
        {
            if (index > 0 && parameter != RollupForm.Nothing)
                points = unchecked(points + RollupForm.Unfolded(bits.Rice(parameter)));
            if (points is < 1 or > int.MaxValue)
                throw ByteReader.Broken();
            _counts[index] = (int)points;
        }
    }

    private void ReadStill<TSink>(scoped ref BitReader bits, int count, long min, int digits, ref TSink sink)
        where TSink : IRollupSink
    {
        var parameter = Parameter(ref bits);
        var value = DecimalScale.Unscale(min, digits);
        for (var index = 0; index < count; index++)
        {
            if (index > 0 && parameter != RollupForm.Nothing)
                value = DecimalScale.Unscale(min = unchecked(min + RollupForm.Unfolded(bits.Rice(parameter))), digits);
            sink.Take(_buckets[index], _counts[index], _counts[index] == 1 ? value : StillSum(min, _counts[index], digits), value, value, value);
        }
    }

    private void ReadScaled<TSink>(scoped ref BitReader bits, int count, long min, int digits, ref TSink sink)
        where TSink : IRollupSink
    {
        var minParameter = Parameter(ref bits);
        var rangeParameter = Parameter(ref bits);
        var areSteps = bits.Bits(1) != 0;
        var sumParameter = Parameter(ref bits);
        long range = 0;
        for (var index = 0; index < count; index++)
        {
            if (index > 0 && minParameter != RollupForm.Nothing)
                min = unchecked(min + RollupForm.Unfolded(bits.Rice(minParameter)));
            if (rangeParameter != RollupForm.Nothing)
                range = areSteps ? unchecked(range + RollupForm.Unfolded(bits.Rice(rangeParameter))) : (long)bits.Rice(rangeParameter);
            var points = _counts[index];
            long last = 0, sum;
            if (range == 0)
            {
                sum = unchecked(points * min);
            }
            else if (points == 2)
            {
                last = bits.Bits(1) != 0 ? range : 0;
                sum = unchecked(min + min + range);
            }
            else
            {
                last = (long)bits.Bits(RangeBits(range));
                sum = RollupForm.Middle(points, min, range);
                if (sumParameter != RollupForm.Nothing)
                    sum = unchecked(sum + RollupForm.Unfolded(bits.Rice(sumParameter)));
            }

            sink.Take(
                _buckets[index], points, DecimalScale.Unscale(sum, digits), DecimalScale.Unscale(min, digits), DecimalScale.Unscale(unchecked(min + range), digits),
                DecimalScale.Unscale(unchecked(min + last), digits));
        }
    }

    private void ReadDoubles<TSink>(scoped ref BitReader bits, int count, bool isStill, ref TSink sink)
        where TSink : IRollupSink
    {
        for (var index = 0; index < count; index++)
        {
            var min = Double(ref bits);
            if (isStill)
            {
                sink.Take(_buckets[index], _counts[index], min * _counts[index], min, min, min);
                continue;
            }

            var (max, last, sum) = (Double(ref bits), Double(ref bits), Double(ref bits));
            sink.Take(_buckets[index], _counts[index], sum, min, max, last);
        }
    }

    private static double Double(scoped ref BitReader bits) => BitConverter.UInt64BitsToDouble(bits.Whole());

    private static int Parameter(scoped ref BitReader bits)
    {
        var parameter = (int)bits.Bits(RollupForm.ParameterBits);
        return parameter is <= BitWriter.ParameterMax or RollupForm.Nothing ? parameter : throw ByteReader.Broken();
    }

    // Scaled integers have 53 bits, so a range has at most 54; more is what a broken block says.
    private static int RangeBits(long range) =>
        64 - BitOperations.LeadingZeroCount((ulong)range) is var length and <= 54 ? length : throw ByteReader.Broken();

    // A sum beyond what a long holds is as good as its nearest double.
    private static double StillSum(long scaled, int count, int digits)
    {
        var sum = (Int128)scaled * count;
        return sum >= long.MinValue && sum <= long.MaxValue ? DecimalScale.Unscale((long)sum, digits) : DecimalScale.Unscale(scaled, digits) * count;
    }
}
