using Ioc.Devices;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>The answer to a query, worked out from all messages in the plainest way: what every store must say.</summary>
internal static class ExpectedSeries
{
    public static IReadOnlyList<SeriesResult> Of(IReadOnlyList<StoredMessage> messages, SeriesQuery query, RegistrySnapshot registry) =>
        query.IsTotal ? [.. Totals(messages, query, registry)] : [.. query.DeviceIds.SelectMany(id => query.Metrics.Select(metric => Device(messages, query, id, metric)))];

    private static SeriesResult Device(IReadOnlyList<StoredMessage> messages, SeriesQuery query, string id, string metric)
    {
        var buckets = Buckets(messages.Where(message => $"d{message.Handle}" == id), query, metric);
        return Of(buckets, query, metric) with { DeviceId = id, Last = [.. buckets.Values.Select(bucket => bucket.MaxBy(point => point.AtMs).Value)] };
    }

    private static IEnumerable<SeriesResult> Totals(IReadOnlyList<StoredMessage> messages, SeriesQuery query, RegistrySnapshot registry)
    {
        foreach (var unit in query.UnitCodes.Count > 0 ? query.UnitCodes.Cast<string?>() : [null])
            foreach (var kind in query.Kinds)
                foreach (var metric in query.Metrics)
                {
                    var devices = registry.DevicesById.Values.Where(device => device.Kind == kind && (unit is null || device.UnitCode == unit || registry.Units[device.UnitCode].ParentCode == unit)).Select(device => device.Handle).ToHashSet();
                    yield return Total(messages.Where(message => devices.Contains(message.Handle)), query, unit, kind, metric);
                }
    }

    private static SeriesResult Total(IEnumerable<StoredMessage> messages, SeriesQuery query, string? unit, DeviceKind kind, string metric)
    {
        var buckets = Buckets(messages, query, metric);
        return Of(buckets, query, metric) with
        {
            UnitCode = unit,
            Kind = kind,
            Sum = [.. buckets.Values.Select(bucket => bucket.GroupBy(point => point.Handle).Sum(device => device.Average(point => point.Value)))],
            Devices = [.. buckets.Values.Select(bucket => bucket.DistinctBy(point => point.Handle).Count())],
        };
    }

    private static SeriesResult Of(SortedDictionary<long, List<(int Handle, long AtMs, double Value)>> buckets, SeriesQuery query, string metric) => new()
    {
        Metric = metric,
        StepSeconds = query.StepSeconds,
        At = [.. buckets.Keys],
        Mean = [.. buckets.Values.Select(bucket => bucket.Average(point => point.Value))],
        Min = [.. buckets.Values.Select(bucket => bucket.Min(point => point.Value))],
        Max = [.. buckets.Values.Select(bucket => bucket.Max(point => point.Value))],
        Count = [.. buckets.Values.Select(bucket => bucket.Count)],
    };

    private static SortedDictionary<long, List<(int Handle, long AtMs, double Value)>> Buckets(IEnumerable<StoredMessage> messages, SeriesQuery query, string metric)
    {
        var (fromMs, toMs, stepMs) = (query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds(), query.StepSeconds * 1_000L);
        return new(messages.Where(message => message.AtMs >= fromMs && message.AtMs < toMs && message.Value(metric) is not null)
            .GroupBy(message => message.AtMs - (message.AtMs % stepMs))
            .ToDictionary(bucket => bucket.Key, bucket => bucket.Select(message => (message.Handle, message.AtMs, message.Value(metric)!.Value)).ToList()));
    }
}
