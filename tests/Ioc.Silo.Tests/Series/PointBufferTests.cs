using System.Diagnostics;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Series;

public sealed class PointBufferTests
{
    [Fact]
    public void It_holds_what_was_added_while_it_grows_and_until_it_is_cleared()
    {
        var buffer = new PointBuffer();
        for (var number = 0; number < 50_000; number++)
            Assert.True(buffer.TryAdd(1 + (number % 7), 1_000 + number, number, [new Point(1, number), new Point(2, -number)]));
        var rows = buffer.Rows();
        Assert.Equal((50_000, 100_000), (buffer.Count, buffer.PointCount));
        Assert.Equal((50_000 * 24) + (100_000 * 10), buffer.Bytes);
        for (var row = 0; row < rows.Count; row++)
        {
            Assert.Equal((1 + (row % 7), 1_000L + row, (long)row), (rows.Handles[row], rows.At(row), rows.Position(row)));
            Assert.Equal([row, -row], rows.Values(row).ToArray());
            Assert.Equal([1, 2], rows.Metrics(row).ToArray());
        }

        var generation = buffer.Generation;
        buffer.Clear();
        Assert.Equal((0, 0L), (buffer.Count, buffer.Bytes));
        Assert.NotEqual(generation, buffer.Generation);
    }

    [Fact]
    public void It_refuses_at_its_bounds_and_takes_again_after_it_was_cleared()
    {
        var buffer = new PointBuffer(messagesMax: 3, pointsMax: 4);
        Point[] two = [new(1, 1), new(2, 2)];
        Assert.True(buffer.TryAdd(1, 0, 1, two));
        Assert.True(buffer.TryAdd(1, 0, 2, []));
        Assert.True(buffer.TryAdd(1, 0, 3, two));
        Assert.False(buffer.TryAdd(1, 0, 4, two.AsSpan(0, 1)));
        Assert.Equal(2, buffer.Count);
        buffer.Clear();
        for (var number = 0; number < 3; number++)
            Assert.True(buffer.TryAdd(1, 0, number, two.AsSpan(0, 1)));
        Assert.False(buffer.TryAdd(1, 0, 9, two.AsSpan(0, 1)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_a_bug_and_leaves_nothing_behind(double value)
    {
        var buffer = new PointBuffer();
        Assert.Throws<UnreachableException>(() => buffer.TryAdd(1, 0, 1, [new Point(1, 1), new Point(2, value)]));
        Assert.Equal((0, 0), (buffer.Count, buffer.PointCount));
    }
}
