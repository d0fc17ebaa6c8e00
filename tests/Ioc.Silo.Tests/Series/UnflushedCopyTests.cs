using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Series;

/// <summary>The race between a query that copies a buffer and the checkpoint that clears it, at the one instant that matters.</summary>
public sealed class UnflushedCopyTests
{
    private const long Start = 1_795_334_400_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_buffer_that_is_cleared_and_filled_again_while_it_is_copied_gives_nothing(bool copiedBefore)
    {
        var cleared = TelemetryFixture.Buffer((1, Start, 1, 10), (1, Start + 1_000, 2, 20));
        var still = TelemetryFixture.Buffer((1, Start + 2_000, 3, 30));
        var range = new BucketRange(Start, Start + 60_000, 60);
        var buckets = new SeriesBuckets("d1", TelemetryFixture.Clients, range);
        var series = new DeviceSeries(1);
        series.Want(TelemetryFixture.ClientsMetric, buckets);

        // The second row that is looked at is the cleared buffer's first, the third its second: the checkpoint comes at the one or the other.
        var looked = 0;
        var copy = new UnflushedCopy();
        copy.Copy([still, cleared], handle =>
        {
            if (++looked == (copiedBefore ? 3 : 2))
            {
                cleared.Clear();
                for (var row = 0; row < 2; row++)
                    Assert.True(cleared.TryAdd(1, Start + 5_000, 7 + row, [new Point(TelemetryFixture.ClientsMetric, 99)]));
            }

            return handle == 1;
        }, new HashSet<ushort> { TelemetryFixture.ClientsMetric });
        copy.AddAbove(0, 0, [null, series, .. new DeviceSeries?[14]]);

        var result = buckets.ToResult();
        Assert.Equal([1], result.Count);
        Assert.Equal([30.0], result.Mean);
    }
}
