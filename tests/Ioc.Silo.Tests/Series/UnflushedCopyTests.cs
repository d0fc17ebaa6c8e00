using System.Collections;
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

        var copy = new UnflushedCopy();
        copy.Copy([still, cleared], new InterruptedDevices(series, copiedBefore, interruptAt: 2, () =>
        {
            cleared.Clear();
            for (var row = 0; row < 2; row++)
                Assert.True(cleared.TryAdd(1, Start + 5_000, 7 + row, [new Point(TelemetryFixture.ClientsMetric, 99)]));
        }));
        copy.AddAbove(0);

        var result = buckets.ToResult();
        Assert.Equal([1], result.Count);
        Assert.Equal([30.0], result.Mean);
    }

    /// <summary>One device; when it is asked for the n-th time, something else happens just before or just after its rows are read.</summary>
    private sealed class InterruptedDevices(DeviceSeries series, bool after, int interruptAt, Action interrupt)
        : Dictionary<int, DeviceSeries>(1), IEnumerable<KeyValuePair<int, DeviceSeries>>
    {
        private int _asked;

        IEnumerator<KeyValuePair<int, DeviceSeries>> IEnumerable<KeyValuePair<int, DeviceSeries>>.GetEnumerator()
        {
            var interrupted = ++_asked == interruptAt;
            if (interrupted && !after)
                interrupt();
            yield return new KeyValuePair<int, DeviceSeries>(series.Handle, series);
            if (interrupted && after)
                interrupt();
        }

        IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<int, DeviceSeries>>)this).GetEnumerator();
    }
}
