using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;

namespace Ioc.Host.Importing;

/// <summary>Reads devices from CSV or GeoJSON; which of the two shows in the first character, because names lie.</summary>
internal static class DeviceFile
{
    public static ImportRows<DeviceDocument> Read(ReadOnlyMemory<byte> file)
    {
        if (!IsJson(file.Span))
        {
            var table = CsvReading.Read(file, DeviceColumns.Required, DeviceColumns.Optional);
            return ImportRows<DeviceDocument>.Read(table.Rows, table.Errors, DeviceRow.Read, device => device.Id, "id");
        }

        var errors = new List<RowError>();
        var features = GeoJsonReading.Features(file, errors);
        var points = new List<GeoJsonPoint>();
        for (var index = 0; index < features.Count; index++)
        {
            if (features[index].Count > 0 && TryPoint(index + 1, features[index], errors) is { } point)
            {
                points.Add(point);
            }
        }

        return ImportRows<DeviceDocument>.Read(points, errors, DeviceRow.Read, device => device.Id, "id");
    }

    private static GeoJsonPoint? TryPoint(int number, JsonObject feature, List<RowError> errors)
    {
        try
        {
            return GeoJsonPoint.TryRead(number, feature, errors);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            // A property that stands twice, or a text with half a surrogate pair, is found only now.
            errors.Add(new RowError(number, $"not usable JSON: {fault.Message}"));
            return null;
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> file)
    {
        var text = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
    }
}
