using System.Globalization;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Silo.Exports;

namespace Ioc.Silo.Influx;

/// <summary>Raw points of the time-series server, with the very times that the forwarder gave them. VictoriaMetrics answers no InfluxQL and has none for us.</summary>
internal sealed class InfluxPoints(InfluxClient client) : IOlderPoints
{
    public async Task AddAsync(ExportedDevice device, long fromMs, long toMs, PointText text, CancellationToken cancellationToken)
    {
        if (client.Version is InfluxVersion.VictoriaMetrics)
            return;
        var kind = device.Device.Kind;
        ushort[] metrics = [.. device.MetricNames.Keys.Where(metric => InfluxText.Field(kind, metric) is not null).Order()];
        if (metrics.Length == 0)
            return;
        var fields = string.Join(", ", metrics.Select(metric => InfluxText.Name(InfluxText.Field(kind, metric)!)));
        var statement = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {fields} FROM {InfluxText.Name(kind.Word())} WHERE time >= {fromMs}ms AND time < {toMs}ms AND device = {InfluxText.Literal(device.Device.Id)} GROUP BY unit");
        using var result = await client.AskAsync(statement, "ns", cancellationToken);
        foreach (var series in InfluxText.SeriesIn(result))
            Add(series, device, metrics, text);
    }

    /// <summary>Under the unit that the device was in then: so it is the same point when it is written back.</summary>
    private static void Add(JsonElement series, ExportedDevice device, ushort[] metrics, PointText text)
    {
        var unit = series.GetProperty("tags").GetProperty("unit").GetString() ?? device.Device.UnitCode;
        text.BeginDevice(device with { Device = device.Device with { UnitCode = unit } });
        for (var index = 0; index < metrics.Length; index++)
        {
            text.Begin(metrics[index]);
            foreach (var row in series.GetProperty("values").EnumerateArray())
                if (row[index + 1].ValueKind == JsonValueKind.Number)
                    text.Take(row[0].GetInt64(), row[index + 1].GetDouble());
        }
    }
}
