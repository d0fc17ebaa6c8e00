namespace Ioc.Dashboard.Metrics;

/// <summary>How an instrument is written in Prometheus text.</summary>
internal enum MeterShape
{
    /// <summary>Measurements add up.</summary>
    Counter,

    /// <summary>A counter that tells its total itself.</summary>
    ObservedCounter,

    /// <summary>Measurements add up and down.</summary>
    UpDown,

    /// <summary>The last measurement counts.</summary>
    Gauge,
    Histogram,
}
