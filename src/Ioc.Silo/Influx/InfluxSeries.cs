using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Text.Json;
using Ioc.Devices;
using Ioc.Silo.Registry;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Influx;

/// <summary>
/// Answers series queries: what telemetry.db still holds from there, what is older from the server, by InfluxQL. The border is the oldest
/// hour that telemetry.db holds: rows leave it only when the server has them, so nothing is missed, and below it nothing is read twice.
/// While the server is away, an answer begins with what telemetry.db holds, and says so; only where that is nothing there is none.
/// </summary>
internal sealed class InfluxSeries(
    SqliteSeries local, InfluxClient client, InfluxOptions options, InfluxRollups rollups, TelemetryDatabase database, IRegistry registry) : ISeries
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
        SiloUnavailableException? away = null;
        if (border > range.FromMs && client.Version is not InfluxVersion.VictoriaMetrics)
        {
            try
            {
                await ReadServerAsync(wanted, range, Math.Min(border, range.ToMs), cancellationToken);
            }
            catch (SiloUnavailableException unanswered) when (border < range.ToMs && !query.IsWhole)
            {
                // Without what it said of some devices and not of others.
                (away, wanted) = (unanswered, local.Want(query, range));
            }
        }

        if (border < range.ToMs)
            await local.FillAsync(wanted.Devices, range, Math.Max(border, range.FromMs), cancellationToken);
        if (away is not null && wanted.All.All(buckets => buckets.Counts.IsEmpty))
            ExceptionDispatchInfo.Throw(away);
        DateTimeOffset? completeFrom = away is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(border);
        return [.. wanted.All.Select(buckets => buckets.ToResult() with { CompleteFrom = completeFrom })];
    }

    private long OldestLocalMs(int stepSeconds)
    {
        using var connection = database.CreateConnection();
        return KeptTelemetry.OldestMs(connection, stepSeconds);
    }

    /// <summary>Whole hours that the server has added up from there, its raw points for the edges and for finer steps.</summary>
    private async Task ReadServerAsync(WantedSeries wanted, BucketRange range, long toMs, CancellationToken cancellationToken)
    {
        var hour = RollupLevel.Hour;
        var (first, end) = (hour.Ceiling(range.FromMs), hour.Floor(Math.Min(toMs, Math.Max(range.FromMs, rollups.DoneMs))));
        if (range.StepSeconds % hour.StepSeconds != 0 || first >= end)
        {
            await ReadServerAsync(wanted, new InfluxStretch(range.FromMs, toMs, range.StepSeconds, IsHours: false), cancellationToken);
            return;
        }

        await ReadServerAsync(wanted, new InfluxStretch(range.FromMs, first, range.StepSeconds, IsHours: false), cancellationToken);
        await ReadServerAsync(wanted, new InfluxStretch(first, end, range.StepSeconds, IsHours: true), cancellationToken);
        await ReadServerAsync(wanted, new InfluxStretch(end, toMs, range.StepSeconds, IsHours: false), cancellationToken);
    }

    private async Task ReadServerAsync(WantedSeries wanted, InfluxStretch stretch, CancellationToken cancellationToken)
    {
        if (stretch.FromMs >= stretch.ToMs)
            return;
        foreach (var kind in wanted.Devices.Select(device => (Series: device, Device: registry.Current.FindDevice(device.Handle)!)).GroupBy(pair => pair.Device.Kind))
            foreach (var some in kind.Chunk(InfluxLimits.QueryDevicesMax))
                await ReadServerAsync(kind.Key, some.ToDictionary(pair => pair.Device.Id, pair => pair.Series, StringComparer.Ordinal), stretch, cancellationToken);
    }

    private async Task ReadServerAsync(
        DeviceKind kind, Dictionary<string, DeviceSeries> devices, InfluxStretch stretch, CancellationToken cancellationToken)
    {
        ushort[] metrics = [.. devices.Values.SelectMany(device => device.Metrics).Distinct()];
        if (metrics.Length == 0)
            return;
        using var result = await client.AskAsync(Statement(kind, metrics, devices.Keys, stretch), "ms", cancellationToken);
        foreach (var series in InfluxText.SeriesIn(result))
            if (devices.TryGetValue(series.GetProperty("tags").GetProperty("device").GetString()!, out var device))
                Read(series, device, metrics);
    }

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

    private static string Statement(DeviceKind kind, ushort[] metrics, IEnumerable<string> devices, InfluxStretch stretch)
    {
        var text = new StringBuilder("SELECT ");
        for (var index = 0; index < metrics.Length; index++)
        {
            var field = InfluxText.Field(kind, metrics[index])!;
            string Of(string function) => InfluxText.Name(stretch.IsHours ? $"{function}_{field}" : field);
            text.Append(index == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"sum({Of("sum")}), min({Of("min")}), max({Of("max")}), ")
                .Append(CultureInfo.InvariantCulture, $"{(stretch.IsHours ? "sum" : "count")}({Of("count")}), last({Of("last")})");
        }

        return text.Append(CultureInfo.InvariantCulture, $" FROM {(stretch.IsHours ? $"\"{InfluxRollups.Policy}\"." : "")}{InfluxText.Name(kind.Word())}")
            .Append(CultureInfo.InvariantCulture, $" WHERE time >= {stretch.FromMs}ms AND time < {stretch.ToMs}ms AND (")
            .AppendJoin(" OR ", devices.Select(id => "device = " + InfluxText.Literal(id)))
            .Append(CultureInfo.InvariantCulture, $") GROUP BY time({stretch.StepSeconds}s), device fill(none)").ToString();
    }
}
