using Ioc.Devices;

namespace Ioc.Silo.Series;

/// <summary>One series, of a device or of many together; parallel arrays, buckets without points are absent (gaps stay gaps).</summary>
public sealed record SeriesResult
{
    /// <summary>Null: of all devices of <see cref="Kind"/> in <see cref="UnitCode"/>.</summary>
    public string? DeviceId { get; init; }

    /// <summary>With all units below it; null with <see cref="Kind"/>: everywhere.</summary>
    public string? UnitCode { get; init; }

    public DeviceKind? Kind { get; init; }

    public required string Metric { get; init; }

    public required int StepSeconds { get; init; }

    /// <summary>Not null: what lies before is on a server that did not answer, and may be missing here.</summary>
    public DateTimeOffset? CompleteFrom { get; init; }

    /// <summary>Bucket starts, Unix milliseconds, ascending.</summary>
    public required long[] At { get; init; }

    /// <summary>Of all points of the bucket.</summary>
    public required double[] Mean { get; init; }

    public required double[] Min { get; init; }

    public required double[] Max { get; init; }

    /// <summary>Of points.</summary>
    public required int[] Count { get; init; }

    /// <summary>The newest value; one device only.</summary>
    public double[] Last { get; init; } = [];

    /// <summary>The devices' means added up, for example of clients: how many people are online. Many devices only.</summary>
    public double[] Sum { get; init; } = [];

    /// <summary>How many devices had points. Many devices only.</summary>
    public int[] Devices { get; init; } = [];
}
