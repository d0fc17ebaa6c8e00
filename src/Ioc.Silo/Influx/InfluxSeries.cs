using System.Globalization;
using System.Text;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Influx;

/// <summary>
/// Answers series queries: what telemetry.db still holds from there, what is older from the server, by InfluxQL. The border is the oldest
/// hour that telemetry.db holds: rows leave it only when the server has them, so nothing is missed, and below it nothing is read twice.
/// </summary>
internal sealed class InfluxSeries(
    SqliteSeries local, InfluxClient client, InfluxOptions options, TelemetryDatabase database, IRegistry registry) : ISeries
{
    public async Task<IReadOnlyList<SeriesResult>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken)
    {
        if (query.Refuse() is { } words)
            throw new ArgumentException(words, nameof(query));
        var range = options.AnswersAlone ? query.Range() : local.RangeOf(query);
        if (query.IsTotal)
            return await local.TotalAsync(query, range, cancellationToken);
        var wanted = local.Want(query, range);
        var border = options.AnswersAlone ? long.MaxValue : OldestLocalMs(range.StepSeconds);
        if (border > range.FromMs && client.Version is not InfluxVersion.VictoriaMetrics)
            await ReadServerAsync(wanted, range, Math.Min(border, range.ToMs), cancellationToken);
        if (border < range.ToMs)
            await local.FillAsync(wanted.Devices, range, Math.Max(border, range.FromMs), cancellationToken);
        return [.. wanted.All.Select(buckets => buckets.ToResult())];
    }

    private long OldestLocalMs(int stepSeconds)
    {
        using var connection = database.CreateConnection();
        return KeptTelemetry.OldestMs(connection, stepSeconds);
    }

    private async Task ReadServerAsync(WantedSeries wanted, BucketRange range, long toMs, CancellationToken cancellationToken)
    {
        foreach (var kind in wanted.Devices.Select(device => (Series: device, Device: registry.Current.FindDevice(device.Handle)!)).GroupBy(pair => pair.Device.Kind))
            foreach (var some in kind.Chunk(InfluxLimits.QueryDevicesMax))
                await ReadServerAsync(kind.Key, some.ToDictionary(pair => pair.Device.Id, pair => pair.Series, StringComparer.Ordinal), range, toMs, cancellationToken);
    }

    private async Task ReadServerAsync(
        DeviceKind kind, Dictionary<string, DeviceSeries> devices, BucketRange range, long toMs, CancellationToken cancellationToken)
    {
        ushort[] metrics = [.. devices.Values.SelectMany(device => device.Metrics).Distinct()];
        if (metrics.Length == 0)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(InfluxLimits.QuerySeconds));
        var (answer, result) = await client.QueryAsync(Statement(kind, metrics, devices.Keys, range, toMs), patience.Token);
        using (result)
        {
            if (answer.Outcome != InfluxOutcome.Done || result is null)
                throw new SiloUnavailableException($"The time-series server does not answer: {answer.Text}");
            foreach (var series in SeriesOf(result))
                if (devices.TryGetValue(series.GetProperty("tags").GetProperty("device").GetString()!, out var device))
                    Read(series, device, metrics);
        }
    }

    private static IEnumerable<JsonElement> SeriesOf(JsonDocument result) =>
        from statement in result.RootElement.GetProperty("results").EnumerateArray()
        where statement.TryGetProperty("series", out _)
        from series in statement.GetProperty("series").EnumerateArray()
        select series;

    /// <summary>Five columns for each metric, in the order of <see cref="Statement"/>.</summary>
    private static void Read(JsonElement series, DeviceSeries device, ushort[] metrics)
    {
        foreach (var row in series.GetProperty("values").EnumerateArray())
            for (var index = 0; index < metrics.Length; index++)
            {
                var column = 1 + (index * 5);
                if (row[column + 3].ValueKind == JsonValueKind.Number && row[column + 3].GetInt32() is var count and > 0)
                    device.Find(metrics[index])?.AddBucket(
                        row[0].GetInt64(), row[column].GetDouble(), row[column + 1].GetDouble(), row[column + 2].GetDouble(), count, row[column + 4].GetDouble());
            }
    }

    private static string Statement(DeviceKind kind, ushort[] metrics, IEnumerable<string> devices, BucketRange range, long toMs)
    {
        var text = new StringBuilder("SELECT ");
        for (var index = 0; index < metrics.Length; index++)
        {
            var field = InfluxText.Name(InfluxText.Field(kind, metrics[index])!);
            text.Append(index == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"sum({field}), min({field}), max({field}), count({field}), last({field})");
        }

        return text.Append(CultureInfo.InvariantCulture, $" FROM {InfluxText.Name(kind.Word())} WHERE time >= {range.FromMs}ms AND time < {toMs}ms AND (")
            .AppendJoin(" OR ", devices.Select(id => "device = " + InfluxText.Literal(id)))
            .Append(CultureInfo.InvariantCulture, $") GROUP BY time({range.StepSeconds}s), device fill(none)").ToString();
    }
}
