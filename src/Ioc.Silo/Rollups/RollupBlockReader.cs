using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>Unpacks what <see cref="RollupBlockWriter"/> packed. Reused; one thread.</summary>
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
        var reader = new ByteReader(block);
        var form = reader.Byte();
        var digits = form & BlockWriter.FormDigitsMask;
        if (digits is > DecimalScale.DigitsMax and not RollupBlockWriter.FormDoubles)
            throw ByteReader.Broken();
        var count = ReadBuckets(ref reader, (form & RollupBlockWriter.FormSparse) != 0, bucketsMax);
        ReadCounts(ref reader, count, (form & RollupBlockWriter.FormCountsDiffer) != 0);
        if (digits == RollupBlockWriter.FormDoubles)
            ReadDoubles(ref reader, count, form, ref sink);
        else if ((form & RollupBlockWriter.FormStill) != 0)
            ReadStill(ref reader, count, digits, (form & RollupBlockWriter.FormConstant) != 0, ref sink);
        else
            ReadScaled(ref reader, count, digits, ref sink);
    }

    private int ReadBuckets(scoped ref ByteReader reader, bool sparse, int bucketsMax)
    {
        var count = (int)Math.Min(reader.Varint(), int.MaxValue);
        if (count == 0 || count > bucketsMax)
            throw ByteReader.Broken();
        if (_buckets.Length < count)
            (_buckets, _counts) = (new int[count], new int[count]);
        var bucket = reader.Varint();
        for (var index = 0; index < count; index++)
        {
            if (index > 0)
                bucket += sparse ? reader.Varint() : 1;
            if (bucket >= (ulong)bucketsMax)
                throw ByteReader.Broken();
            _buckets[index] = (int)bucket;
        }

        return count;
    }

    private void ReadCounts(scoped ref ByteReader reader, int count, bool differ)
    {
        long points = 0;
        for (var index = 0; index < count; index++)
        {
            if (differ || index == 0)
                points += reader.Signed();
            if (points is < 1 or > int.MaxValue)
                throw ByteReader.Broken();
            _counts[index] = (int)points;
        }
    }

    private void ReadStill<TSink>(scoped ref ByteReader reader, int count, int digits, bool constant, ref TSink sink)
        where TSink : IRollupSink
    {
        long scaled = 0;
        double value = 0;
        for (var index = 0; index < count; index++)
        {
            if (!constant || index == 0)
                value = DecimalScale.Unscale(scaled += reader.Signed(), digits);
            sink.Take(_buckets[index], _counts[index], _counts[index] == 1 ? value : StillSum(scaled, _counts[index], digits), value, value, value);
        }
    }

    private void ReadScaled<TSink>(scoped ref ByteReader reader, int count, int digits, ref TSink sink)
        where TSink : IRollupSink
    {
        long min = 0;
        for (var index = 0; index < count; index++)
        {
            min += reader.Signed();
            var max = min + (long)reader.Varint();
            var last = min + (long)reader.Varint();
            var sum = unchecked(reader.Signed() + (_counts[index] * min));
            sink.Take(
                _buckets[index], _counts[index], DecimalScale.Unscale(sum, digits), DecimalScale.Unscale(min, digits), DecimalScale.Unscale(max, digits),
                DecimalScale.Unscale(last, digits));
        }
    }

    private void ReadDoubles<TSink>(scoped ref ByteReader reader, int count, byte form, ref TSink sink)
        where TSink : IRollupSink
    {
        var (still, constant) = ((form & RollupBlockWriter.FormStill) != 0, (form & RollupBlockWriter.FormConstant) != 0);
        double min = 0;
        for (var index = 0; index < count; index++)
        {
            if (!constant || index == 0)
                min = reader.Double();
            if (still)
            {
                sink.Take(_buckets[index], _counts[index], min * _counts[index], min, min, min);
                continue;
            }

            var (max, last, sum) = (reader.Double(), reader.Double(), reader.Double());
            sink.Take(_buckets[index], _counts[index], sum, min, max, last);
        }
    }

    // A sum beyond what a long holds is as good as its nearest double.
    private static double StillSum(long scaled, int count, int digits)
    {
        var sum = (Int128)scaled * count;
        return sum >= long.MinValue && sum <= long.MaxValue ? DecimalScale.Unscale((long)sum, digits) : DecimalScale.Unscale(scaled, digits) * count;
    }
}
