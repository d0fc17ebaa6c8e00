using System.Diagnostics.Metrics;
using System.Text;

namespace Ioc.Dashboard.Metrics;

/// <summary>What one instrument measured so far, by label set.</summary>
internal sealed class MeterInstrument
{
    /// <summary>Seconds, from a fast in-memory step to a slow request; used where an instrument gives no bounds of its own.</summary>
    private static readonly double[] BoundsDefault = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>For what is counted, not timed: entries per batch, bytes.</summary>
    private static readonly double[] CountBoundsDefault = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MeterSeries> _series = new(StringComparer.Ordinal);
    private readonly double[] _bounds;
    private long _dropped;

    public MeterInstrument(Instrument instrument)
    {
        Shape = ShapeOf(instrument);
        Name = PrometheusText.Name(instrument.Name, instrument.Unit, Shape);
        Description = instrument.Description ?? "";
        _bounds = Shape == MeterShape.Histogram ? BoundsOf(instrument) : [];
    }

    public string Name { get; }

    public string Description { get; }

    public MeterShape Shape { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!double.IsFinite(value)) return;
        string labels = tags.IsEmpty ? "" : PrometheusText.Labels(tags);
        lock (_gate)
        {
            if (!_series.TryGetValue(labels, out MeterSeries? series))
            {
                if (_series.Count >= MetricsLimits.SeriesPerInstrumentMax)
                {
                    _dropped++;
                    return;
                }

                series = new MeterSeries(labels, _bounds.Length + (Shape == MeterShape.Histogram ? 1 : 0));
                _series.Add(labels, series);
            }

            Record_NeedsLock(series, value);
        }
    }

    /// <summary>Before observable instruments are read anew: a label set that is gone must not stay on the page.</summary>
    public void Forget()
    {
        lock (_gate) _series.Clear();
    }

    /// <summary>Appends this instrument; answers how many measurements were dropped for too many label sets.</summary>
    public long Write(StringBuilder text)
    {
        lock (_gate)
        {
            if (_series.Count > 0) PrometheusText.Append(text, this, _bounds, _series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal));
            return _dropped;
        }
    }

    private void Record_NeedsLock(MeterSeries series, double value)
    {
        switch (Shape)
        {
            case MeterShape.Counter or MeterShape.UpDown:
                series.Value += value;
                break;
            case MeterShape.Histogram:
                series.Value += value;
                series.Count++;
                int bucket = Array.BinarySearch(_bounds, value);
                series.Buckets[bucket < 0 ? ~bucket : bucket]++;
                break;
            default:
                series.Value = value;
                break;
        }
    }

    private static double[] BoundsOf(Instrument instrument)
    {
        IReadOnlyList<double>? advised = instrument switch
        {
            Histogram<double> histogram => histogram.Advice?.HistogramBucketBoundaries,
            Histogram<long> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            Histogram<int> histogram => histogram.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            _ => null,
        };
        return advised is { Count: > 0 } ? [.. advised] : instrument.Unit == "s" ? BoundsDefault : CountBoundsDefault;
    }

    private static MeterShape ShapeOf(Instrument instrument)
    {
        string kind = instrument.GetType().Name;
        if (kind.StartsWith("Histogram", StringComparison.Ordinal)) return MeterShape.Histogram;
        if (kind.StartsWith("ObservableCounter", StringComparison.Ordinal)) return MeterShape.ObservedCounter;
        if (kind.StartsWith("Counter", StringComparison.Ordinal)) return MeterShape.Counter;
        return kind.StartsWith("UpDownCounter", StringComparison.Ordinal) ? MeterShape.UpDown : MeterShape.Gauge;
    }
}
