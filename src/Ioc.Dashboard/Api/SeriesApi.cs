using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Silo;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class SeriesApi
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/series", QueryAsync).WithTags("Series")
            .Describe("querySeries", "Series of many devices at once", "Parallel arrays per device and metric; buckets without points are absent.", 400, 503);

    private static async Task<Results<Ok<SeriesAnswer>, ProblemHttpResult>> QueryAsync(
        HttpRequest request, [AsParameters] SeriesFilter filter, ISeries series, IRegistry registry, TimeProvider time, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "device", "metric", "from", "to", "step");
        string[] devices = [.. (filter.Device ?? []).Distinct(StringComparer.Ordinal)];
        string[] metrics = [.. (filter.Metric ?? []).Distinct(StringComparer.Ordinal)];
        CheckNames(check, devices, metrics, registry.Current);
        DateTimeOffset to = check.Instant("to", filter.To) ?? time.GetUtcNow();
        DateTimeOffset from = check.Instant("from", filter.From) ?? (to > DateTimeOffset.MinValue.AddDays(1) ? to.AddDays(-1) : DateTimeOffset.MinValue);
        int step = check.Whole("step", filter.Step, 0, DashboardLimits.SeriesStepSecondsMax, 0);
        CheckSpan(check, from, to, step);
        if (check.Failed) return check.Refusal();

        var query = new SeriesQuery { DeviceIds = devices, Metrics = metrics, From = from, To = to, StepSeconds = step };
        IReadOnlyList<SeriesResult> found;
        try
        {
            found = await series.QueryAsync(query, cancellationToken);
        }
        catch (SiloUnavailableException away)
        {
            return Problem.Of(503, away.Message);
        }

        return TypedResults.Ok(new SeriesAnswer(from, to, step == 0 ? found.Select(one => one.StepSeconds).FirstOrDefault() : step, [.. found.Select(SeriesColumn.Of)]));
    }

    private static void CheckNames(QueryCheck check, string[] devices, string[] metrics, RegistrySnapshot registry)
    {
        if (devices.Length is 0 or > DashboardLimits.SeriesDevicesMax) check.Add($"device: give 1 to {DashboardLimits.SeriesDevicesMax} ids, each as device=ID.");
        else if (Unknown.Among(devices, id => DeviceId.IsValid(id) && registry.DevicesById.ContainsKey(id), "devices") is { } unknown) check.Add(unknown);
        if (metrics.Length is 0 or > DashboardLimits.SeriesMetricsMax) check.Add($"metric: give 1 to {DashboardLimits.SeriesMetricsMax} names, each as metric=NAME.");
        else if (!metrics.All(IsMetric)) check.Add($"metric: a name has 1 to {DashboardLimits.MetricCharsMax} of A-Z a-z 0-9 . _ -.");
    }

    private static void CheckSpan(QueryCheck check, DateTimeOffset from, DateTimeOffset to, int step)
    {
        if (from >= to) check.Add("from must be before to.");
        else if ((to - from).TotalDays > DashboardLimits.SeriesDaysMax) check.Add($"from to to is longer than {DashboardLimits.SeriesDaysMax} days: ask in parts.");
        else if (step > 0 && (to - from).TotalSeconds / step > DashboardLimits.SeriesPointsMax)
            check.Add($"step gives more than {DashboardLimits.SeriesPointsMax} points a series: give a wider step, or 0.");
    }

    private static bool IsMetric(string name) =>
        name.Length is > 0 and <= DashboardLimits.MetricCharsMax && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
