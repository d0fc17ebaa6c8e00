namespace Ioc.Devices.Telemetry;

/// <summary>One row of the telemetry table: how one field is decoded, bounded, stored and named.</summary>
public sealed record TelemetryField
{
    /// <summary>On disk as the series' number: append only, never reused, 1 to 63 (presence is a 64-bit mask).</summary>
    public required byte Number { get; init; }

    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>Smallest allowed number.</summary>
    public double Min { get; init; }

    /// <summary>Largest allowed number.</summary>
    public double Max { get; init; }

    /// <summary>The words, in the order that numbers them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Longest text in UTF-16 characters.</summary>
    public int TextCharactersMax { get; init; }

    /// <summary>True where values are kept as a series.</summary>
    public bool IsMetric { get; init; }

    /// <summary>Position in every array indexed by field.</summary>
    public int Index => Number - 1;

    /// <summary>Position among the kind's text fields; −1 for other types.</summary>
    internal int TextSlot { get; init; } = -1;

    internal byte[] NameUtf8 { get; init; } = [];

    internal byte[][] WordsUtf8 { get; init; } = [];
}
