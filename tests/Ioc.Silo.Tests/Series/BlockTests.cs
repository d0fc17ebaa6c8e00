using FsCheck;
using FsCheck.Fluent;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Series;

public sealed class BlockTests
{
    /// <summary>Values that devices send, and values that no packing may break.</summary>
    private static readonly Gen<double> Values = Gen.OneOf(
        Gen.Choose(-1_000, 1_000).Select(tenths => tenths / 10.0),
        Gen.Choose(0, 100).Select(number => (double)number),
        Gen.Choose(int.MinValue, int.MaxValue).Select(number => number * 1e-7),
        Gen.Elements(
            0.0, -0.0, 1e12, -1e12, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 1.0 / 3, Math.PI, 1e-9,
            (1L << 53) - 1.0, 1L << 53, (1L << 53) + 2.0, long.MaxValue, long.MinValue, 0.1, 0.1 + 0.2, 1e300, 1e-300),
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(pair =>
            BitConverter.Int64BitsToDouble(((long)pair.Item1 << 32) | (uint)pair.Item2)).Where(double.IsFinite));

    private static readonly Gen<long> Times = Gen.Frequency(
        (20, Gen.Choose(0, 120_000).Select(ms => 1_795_334_400_000 + ms)),
        (1, Gen.Elements(long.MinValue, long.MaxValue, 0, -1, 1)));

    private static readonly Gen<Message[]> Messages =
        (from time in Times
         from points in (from metric in Gen.Choose(0, 20).Select(number => (ushort)(number * 3_449 % 65_536)) from value in Values select (metric, value)).ArrayOf()
         select new Message(time, points)).ArrayOf();

    [Fact]
    public void What_was_packed_comes_out_bit_for_bit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Messages.ToArbitrary(), messages => Assert.Equal(Expected(messages), RoundTrip(messages))));

    [Fact]
    public void One_writer_packs_block_after_block() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(50),
        Prop.ForAll(Messages.Two().ToArbitrary(), pair =>
        {
            var writer = new BlockWriter();
            foreach (var messages in (Message[][])[pair.Item1, pair.Item2])
                Assert.Equal(Expected(messages), RoundTrip(messages, writer));
        }));

    [Fact]
    public void Columns_nobody_wants_are_stepped_over()
    {
        Message[] messages = [.. Enumerable.Range(0, 30).Select(number => new Message(
            number * 1_000, number % 3 == 0 ? [(1, Math.PI * number), (2, number), (3, 5), (4, 0.1 * number)] : [(2, number), (3, 5)]))];
        foreach (ushort metric in (ushort[])[1, 2, 3, 4])
            Assert.Equal(Expected(messages).Where(point => point.Metric == metric), RoundTrip(messages, wanted: metric));
    }

    [Fact]
    public void A_damaged_block_is_reported_and_never_read_past_its_end()
    {
        var writer = new BlockWriter();
        Message[] messages = [.. Enumerable.Range(0, 20).Select(number => new Message(number * 60_000, [(7, number / 3.0), (8, number), (9, 1)]))];
        var bytes = Pack(messages, writer, 0).ToArray();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => new BlockReader().Read(bytes.AsSpan(0, length), 0, new Collector(null)));
        for (var index = 0; index < bytes.Length; index++)
            foreach (var flip in (byte[])[0x80, 0xFF, 0x01, 0x20])
            {
                var damaged = bytes.ToArray();
                damaged[index] ^= flip;
                try
                {
                    new BlockReader().Read(damaged, 0, new Collector(null));
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
        var writer = new GroupBlockWriter();
        writer.Block.AddMessage(1_000, [3, 4], [31.4, 1]);
        writer.Block.AddMessage(61_000, [3, 4], [31.6, 1]);
        writer.EndDevice(35, 1_000);
        writer.Block.AddMessage(1_500, [258], [1.0 / 3]);
        writer.EndDevice(37, 1_000);

        // Version, two devices: slot 3 of 14 bytes, slot 5 of 15. Then messages, times, columns: 314 and +2 tenths; a constant; a double; the sum.
        Assert.Equal(
            "02" + "02" + "030e" + "050f" + "02" + "00c0a907" + "02" + "0301f40404" + "041002" + "01" + "e807" + "01" + "82020f555555555555d53f" + "f699d632",
            Convert.ToHexStringLower(writer.Finish()));
    }

    [Fact]
    public void A_row_with_any_bit_flipped_or_cut_off_anywhere_is_found_damaged()
    {
        var writer = new GroupBlockWriter();
        writer.Block.AddMessage(1_000, [3, 4], [31.4, 1]);
        writer.EndDevice(35, 1_000);
        var row = writer.Finish().ToArray();
        var entries = new GroupEntry[GroupBlock.Devices];
        Assert.Equal(1, GroupBlock.Index(row, entries));
        for (var length = 0; length < row.Length; length++)
            Assert.Throws<InvalidDataException>(() => GroupBlock.Index(row.AsSpan(0, length), entries));
        for (var bit = 8; bit < row.Length * 8; bit++)
        {
            byte[] damaged = [.. row];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => GroupBlock.Index(damaged, entries));
        }

        // As an older server wrote it: without a sum.
        byte[] older = [1, .. row[1..^4]];
        Assert.Equal(1, GroupBlock.Index(older, entries));
    }

    private static List<Packed> Expected(Message[] messages) => Sort(messages.SelectMany((message, row) =>
        message.Points.Select(point => new Packed(point.Metric, row, message.AtMs, BitConverter.DoubleToInt64Bits(point.Value)))));

    // By column and row; points of one metric in one message keep their order.
    private static List<Packed> Sort(IEnumerable<Packed> points) => [.. points.OrderBy(point => point.Metric).ThenBy(point => point.Row)];

    private static List<Packed> RoundTrip(Message[] messages, BlockWriter? writer = null, ushort? wanted = null)
    {
        var baseMs = messages.Length == 0 ? 0 : messages[^1].AtMs;
        var collector = new Collector(wanted);
        new BlockReader().Read(Pack(messages, writer ?? new BlockWriter(), baseMs).Span, baseMs, collector);
        Assert.Equal(messages.Select(message => message.AtMs), collector.Times);
        return Sort(collector.Points);
    }

    private static ReadOnlyMemory<byte> Pack(Message[] messages, BlockWriter writer, long baseMs)
    {
        foreach (var message in messages)
            writer.AddMessage(message.AtMs, [.. message.Points.Select(point => point.Metric)], [.. message.Points.Select(point => point.Value)]);
        var bytes = new ByteWriter();
        writer.Finish(baseMs, bytes);
        return bytes.Written.ToArray();
    }

    private sealed record Message(long AtMs, (ushort Metric, double Value)[] Points)
    {
        public override string ToString() => $"{AtMs}: {string.Join(" ", Points.Select(point => $"{point.Metric}={point.Value:R}"))}";
    }

    private readonly record struct Packed(ushort Metric, int Row, long AtMs, long ValueBits);

    private sealed class Collector(ushort? wanted) : IPointSink
    {
        private ushort _metric;

        public long[] Times { get; private set; } = [];

        public List<Packed> Points { get; } = [];

        public void BeginBlock(ReadOnlySpan<long> times) => Times = times.ToArray();

        public bool Begin(ushort metric)
        {
            _metric = metric;
            return wanted is null || wanted == metric;
        }

        public void Take(int row, long atMs, double value) => Points.Add(new Packed(_metric, row, atMs, BitConverter.DoubleToInt64Bits(value)));
    }
}
