using FsCheck;
using FsCheck.Fluent;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Rollups;

public sealed class RollupBlockTests
{
    private static readonly Gen<double> Values = Gen.OneOf(
        Gen.Choose(-1_000, 1_000).Select(tenths => tenths / 10.0),
        Gen.Choose(0, 3).Select(number => (double)number),
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => number * 1e-7),
        Gen.Elements(1e15, 7.0, 7.0, 7.0),
        Gen.Elements(0.0, -0.0, 1e12, -1e12, double.MaxValue, double.MinValue, double.Epsilon, 1.0 / 3, Math.PI, 1L << 53, 0.1, 0.1 + 0.2, 1e300));

    private static readonly Gen<(int Bucket, double Value)[]> Points =
        (from bucket in Gen.Choose(0, 95) from value in Values select (bucket, value)).ArrayOf();

    [Fact]
    public void Count_smallest_largest_and_last_come_out_bit_for_bit_and_the_sum_but_for_its_rounding() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Points.ToArbitrary(), points =>
        {
            var column = new RollupColumn(96);
            for (var index = 0; index < points.Length; index++)
                column.Add(points[index].Bucket, index, points[index].Value);
            var copy = new RollupColumn(96);
            var bytes = new ByteWriter();
            if (new RollupBlockWriter().Write(column, bytes))
                new RollupBlockReader().Read(bytes.Written, 96, ref copy);
            Assert.Equal(column.Count, copy.Count);
            for (var bucket = 0; bucket < 96; bucket++)
                if (column.Count[bucket] > 0)
                {
                    Assert.Equal(Bits(column.Min[bucket]), Bits(copy.Min[bucket]));
                    Assert.Equal(Bits(column.Max[bucket]), Bits(copy.Max[bucket]));
                    Assert.Equal(Bits(column.Last[bucket]), Bits(copy.Last[bucket]));
                    var largest = Math.Max(Math.Abs(column.Min[bucket]), Math.Abs(column.Max[bucket])) * column.Count[bucket];
                    if (double.IsFinite(column.Sum[bucket]))
                        Assert.True(Math.Abs(column.Sum[bucket] - copy.Sum[bucket]) <= largest * 1e-15, $"{column.Sum[bucket]:R} became {copy.Sum[bucket]:R}");
                    else
                        Assert.Equal(column.Sum[bucket], copy.Sum[bucket]);
                }
        }));

    [Fact]
    public void A_damaged_block_is_reported_and_never_read_past_its_end()
    {
        var column = new RollupColumn(24);
        for (var index = 0; index < 60; index++)
            column.Add(index * 7 % 20, index, index % 9 == 0 ? Math.PI : index / 10.0);
        var writer = new ByteWriter();
        Assert.True(new RollupBlockWriter().Write(column, writer));
        var bytes = writer.Written.ToArray();
        var copy = new RollupColumn(24);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => new RollupBlockReader().Read(bytes.AsSpan(0, length), 24, ref copy));
        for (var index = 0; index < bytes.Length; index++)
            foreach (var flip in (byte[])[0x80, 0xFF, 0x01, 0x20, 0x40])
            {
                var damaged = bytes.ToArray();
                damaged[index] ^= flip;
                try
                {
                    new RollupBlockReader().Read(damaged, 24, ref copy);
                }
                catch (InvalidDataException)
                {
                    // The other outcome is wrong values: it is the row that has a checksum.
                }
            }
    }

    [Fact]
    public void The_bytes_on_disk_stay_what_they_are()
    {
        var column = new RollupColumn(24);
        foreach (var (at, value) in (ReadOnlySpan<(int, double)>)[(0, 31.4), (1, 31.6), (2, 31.5)])
            column.Add(3, at, value);
        column.Add(5, 9, 30);
        var bytes = new ByteWriter();
        new RollupBlockWriter().Write(column, bytes);

        // Tenths, sparse, counts differ; from the fourth bucket on 3; 3 points; 314. Then by bits, lowest first.
        var bits = string.Concat(bytes.Written[6..].ToArray().Select(one => new string([.. Convert.ToString(one, 2).PadLeft(8, '0').Reverse()])));
        Assert.Equal("a1" + "03" + "03" + "03" + "f404", Convert.ToHexStringLower(bytes.Written[..6]));
        Assert.Equal(
            "101" + // which buckets
            "100000" + "101" + // counts: parameter 1, then 2 fewer
            "001000" + "000000" + "0" + "111111" + // parameters: min 4, range 0 as it is, sum none
            "110" + "10" + // range 2, last 1 above min
            "101101" + "0" + // 14 less, no range
            "00000",
            bits);
    }

    [Fact]
    public void An_hour_of_sixty_random_values_takes_five_bytes_and_a_still_day_six_in_all()
    {
        var random = new Random(3);
        var (wild, still) = (new RollupColumn(24), new RollupColumn(24));
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            wild.Add(minute / 60, minute, random.Next(1_000));
            still.Add(minute / 60, minute, 21.5);
        }

        Assert.InRange(Length(wild), 24 * 4, (24 * 5) + 8);
        Assert.InRange(Length(still), 4, 6);
    }

    private static int Length(RollupColumn column)
    {
        var bytes = new ByteWriter();
        Assert.True(new RollupBlockWriter().Write(column, bytes));
        return bytes.Length;
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
