namespace Ioc.Dashboard.Metrics;

/// <summary>Bounds of what /metrics keeps.</summary>
internal static class MetricsLimits
{
    /// <summary>Label sets per instrument; more are counted as dropped: a label that grows with devices is a fault in the instrument.</summary>
    public const int SeriesPerInstrumentMax = 200;

    /// <summary>Instruments: the project has about 60, the framework's chosen meters about 40.</summary>
    public const int InstrumentsMax = 500;

    public const int LabelsMax = 8;

    public const int LabelValueCharsMax = 100;
}
