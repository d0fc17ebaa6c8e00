using System.Buffers;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Devices.Telemetry;

namespace Ioc.Silo.Influx;

/// <summary>How our names are written in line protocol and in InfluxQL; the one place for both.</summary>
internal static class InfluxText
{
    private static readonly SearchValues<char> Separating = SearchValues.Create(" ,=\r\n\\");

    /// <summary>The field of a metric: <c>temperature_c</c>, <c>cell3_users</c>; null where the number names none of this kind.</summary>
    public static string? Field(DeviceKind kind, ushort metric)
    {
        var schema = TelemetrySchema.For(kind);
        var number = (byte)metric;
        var ordinal = (metric >> 8) - 1;
        return ordinal < 0
            ? schema.Fields.FirstOrDefault(field => field.Number == number && field.IsMetric)?.Name
            : schema.CellFields.FirstOrDefault(field => field.Number == number) is { } cell ? $"cell{ordinal}_{cell.Name}" : null;
    }

    /// <summary>A tag's value: what separates in line protocol gets a backslash; a line break can't be written at all.</summary>
    public static string Tag(string value)
    {
        if (value.Length == 0)
            return "none";
        return !value.AsSpan().ContainsAny(Separating)
            ? value
            : value.Replace("\\", "_", StringComparison.Ordinal).Replace('\r', '_').Replace('\n', '_')
                .Replace(" ", "\\ ", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);
    }

    /// <summary>The series of every statement of an answer.</summary>
    public static IEnumerable<JsonElement> SeriesIn(JsonDocument result) =>
        from statement in result.RootElement.GetProperty("results").EnumerateArray()
        where statement.TryGetProperty("series", out _)
        from series in statement.GetProperty("series").EnumerateArray()
        select series;

    /// <summary>Where telemetry goes on a 2.x or 3.x, for people.</summary>
    public static string Bucket(InfluxOptions options) =>
        string.IsNullOrEmpty(options.Organisation) ? $"'{options.Database}'" : $"'{options.Database}' in the organisation '{options.Organisation}'";

    /// <summary>A string in InfluxQL.</summary>
    public static string Literal(string value) =>
        "'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    /// <summary>A name in InfluxQL.</summary>
    public static string Name(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
