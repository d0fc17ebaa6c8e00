namespace Ioc.Devices.Telemetry;

/// <summary>
/// Numbers of series and their names. A metric is the field's number in the low byte; the high byte is 0, or the cell's ordinal + 1.
/// Ordinals are given by the twin in the order cells were first heard, and stay; that is why names need the twin's cell ids.
/// </summary>
public static class MetricNames
{
    private const string CellPrefix = "cells.";

    public static ushort Of(TelemetryField field) => field.Number;

    public static ushort OfCell(TelemetryField cellField, int ordinal) => (ushort)(cellField.Number | ((ordinal + 1) << 8));

    /// <summary><c>temperature_c</c>, <c>cells.{id}.users</c>; null where the number names no series of this kind.</summary>
    public static string? Format(DeviceKind kind, ushort metric, IReadOnlyList<string> cellIds)
    {
        var schema = TelemetrySchema.For(kind);
        var number = (byte)metric;
        var ordinal = (metric >> 8) - 1;
        if (ordinal < 0)
            return schema.Fields.FirstOrDefault(field => field.Number == number && field.IsMetric)?.Name;
        var cellField = schema.CellFields.FirstOrDefault(field => field.Number == number);
        return cellField is null || ordinal >= cellIds.Count ? null : $"{CellPrefix}{cellIds[ordinal]}.{cellField.Name}";
    }

    /// <summary>False where the name is no series of this kind or names a cell the twin has not heard.</summary>
    public static bool TryParse(DeviceKind kind, string name, IReadOnlyList<string> cellIds, out ushort metric)
    {
        var schema = TelemetrySchema.For(kind);
        metric = 0;
        if (!name.StartsWith(CellPrefix, StringComparison.Ordinal))
        {
            if (schema.Find(name) is { IsMetric: true } field)
                metric = Of(field);
            return metric != 0;
        }

        // A cell's id may hold dots itself, so its field is what follows the last one.
        var dot = name.LastIndexOf('.');
        if (dot < CellPrefix.Length || schema.FindCell(name[(dot + 1)..]) is not { } cellField)
            return false;
        var id = name[CellPrefix.Length..dot];
        for (var ordinal = 0; ordinal < cellIds.Count; ordinal++)
        {
            if (cellIds[ordinal] == id)
                metric = OfCell(cellField, ordinal);
        }
        return metric != 0;
    }

    /// <summary>Every series this kind can have, cells included.</summary>
    public static IEnumerable<string> All(DeviceKind kind, IReadOnlyList<string> cellIds)
    {
        var schema = TelemetrySchema.For(kind);
        return schema.Fields.Where(field => field.IsMetric).Select(field => field.Name)
            .Concat(cellIds.SelectMany(id => schema.CellFields.Select(field => $"{CellPrefix}{id}.{field.Name}")));
    }
}
