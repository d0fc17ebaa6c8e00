namespace Ioc.Dashboard.Metrics;

/// <summary>One label set of one instrument. Guarded by its instrument's lock.</summary>
internal sealed class MeterSeries(string labels, int buckets)
{
    /// <summary>As written between the braces, escaped; empty without labels.</summary>
    public string Labels { get; } = labels;

    /// <summary>A counter's sum, a gauge's last value, a histogram's sum.</summary>
    public double Value { get; set; }

    public long Count { get; set; }

    /// <summary>Histograms: measurements within each bound but not the one before; the last is above all bounds.</summary>
    public long[] Buckets { get; } = new long[buckets];
}
