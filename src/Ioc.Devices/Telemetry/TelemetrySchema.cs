using System.Diagnostics;

namespace Ioc.Devices.Telemetry;

/// <summary>The fields one kind of device may send.</summary>
public sealed class TelemetrySchema
{
    private static readonly TelemetrySchema Loudspeaker = new(DeviceKind.Loudspeaker, TelemetryTable.Loudspeaker, []);
    private static readonly TelemetrySchema Hotspot = new(DeviceKind.Hotspot, TelemetryTable.Hotspot, []);
    private static readonly TelemetrySchema Site = new(DeviceKind.Site, TelemetryTable.Site, TelemetryTable.Cell);

    private readonly TelemetryField[] _fields;
    private readonly TelemetryField[] _cellFields;

    private TelemetrySchema(DeviceKind kind, TelemetryField[] fields, TelemetryField[] cellFields)
    {
        Kind = kind;
        _fields = fields;
        _cellFields = cellFields;
        Lookup = new FieldLookup(fields);
        CellLookup = new FieldLookup(cellFields);
        TextSlots = fields.Count(field => field.TextSlot >= 0);
        foreach (var field in fields)
            MetricMask |= field.IsMetric ? 1UL << field.Index : 0;
    }

    public DeviceKind Kind { get; }

    public IReadOnlyList<TelemetryField> Fields => _fields;

    /// <summary>Fields of one element of <c>cells</c>; empty unless the kind is a site.</summary>
    public IReadOnlyList<TelemetryField> CellFields => _cellFields;

    internal FieldLookup Lookup { get; }

    internal FieldLookup CellLookup { get; }

    internal int TextSlots { get; }

    /// <summary>Bits of the fields that are kept as series.</summary>
    internal ulong MetricMask { get; }

    public static TelemetrySchema For(DeviceKind kind) => kind switch
    {
        DeviceKind.Loudspeaker => Loudspeaker,
        DeviceKind.Hotspot => Hotspot,
        DeviceKind.Site => Site,
        _ => throw new UnreachableException($"BUG: device kind {(int)kind}"),
    };

    public TelemetryField? Find(string name) => Array.Find(_fields, field => field.Name == name);

    public TelemetryField? FindCell(string name) => Array.Find(_cellFields, field => field.Name == name);

    internal ReadOnlySpan<TelemetryField> FieldSpan => _fields;

    internal ReadOnlySpan<TelemetryField> CellFieldSpan => _cellFields;
}
