using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Silo;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Exports;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class SeriesApi
{
    /// <summary>Line protocol has no registered type; InfluxDB's own tools send and take text.</summary>
    private const string LineType = "text/plain; charset=utf-8";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/series/export", ExportAsync).WithTags("Series").WithMetadata(new AuditedAs(AuditActions.DataExported))
            .Describe("exportSeries", "Series or raw points as CSV or line protocol", "Streamed; a connection that ends early is an export that failed.", 400, 503);
        api.MapGet("/series", QueryAsync).WithTags("Series")
            .Describe("querySeries", "Series of many devices at once",
                "Parallel arrays per device and metric, or per unit, kind and metric; buckets without points are absent.", 400, 503);
    }

    private static async Task<Results<Ok<SeriesAnswer>, ProblemHttpResult>> QueryAsync(
        HttpRequest request, [AsParameters] SeriesFilter filter, ISeries series, IRegistry registry, TimeProvider time, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "device", "unit", "kind", "metric", "from", "to", "step");
        SeriesQuery? asked = Read(check, filter, registry.Current, Callers.Territory(request.HttpContext, registry.Current), time);
        if (asked is not { } query) return check.Refusal();

        IReadOnlyList<SeriesResult> found;
        try
        {
            found = await series.QueryAsync(query, cancellationToken);
        }
        catch (SiloUnavailableException away)
        {
            return Problem.Unavailable(away.Message, Refusal.SeriesAway);
        }

        int step = query.StepSeconds == 0 ? found.Select(one => one.StepSeconds).FirstOrDefault() : query.StepSeconds;
        return TypedResults.Ok(new SeriesAnswer(query.From, query.To, step, found.Max(one => one.CompleteFrom), [.. found.Select(SeriesColumn.Of)]));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        HttpRequest request, [AsParameters] SeriesFilter filter, [AsParameters] ExportFilter export, ITelemetryExport exports, IRegistry registry,
        IAuditLog audit, TimeProvider time)
    {
        var check = new QueryCheck(request, "device", "unit", "kind", "metric", "from", "to", "step", "format", "raw", "header");
        if (export.Format is not (null or "csv" or "line")) check.Add($"format \"{PlainText.Clip(export.Format)}\": use csv or line.");
        bool raw = check.Flag("raw", export.Raw) ?? false;
        ExportForm form = export.Format == "line" ? ExportForm.Line : check.Flag("header", export.Header) ?? true ? ExportForm.Csv : ExportForm.CsvRest;
        SeriesQuery? asked = Read(check, filter, registry.Current, Callers.Territory(request.HttpContext, registry.Current), time);
        if (asked is not { } query) return check.Refusal();
        string name = $"telemetry-{query.From.UtcDateTime:yyyyMMdd-HHmm}.{(form == ExportForm.Line ? "line" : "csv")}";
        CancellationToken gone = request.HttpContext.RequestAborted;
        await audit.AppendAsync(
            request.HttpContext.Entry(AuditActions.DataExported, new AuditSubject("export", "telemetry"), filter.Unit is [var only] ? only : null)
                with { After = new { query = request.QueryString.Value } },
            gone);
        request.HttpContext.BreakOffWithCaller();
        return TypedResults.Stream(
            target => raw ? exports.WritePointsAsync(query, form, target, gone) : exports.WriteBucketsAsync(query, form, target, gone),
            form == ExportForm.Line ? LineType : "text/csv; charset=utf-8", name);
    }

    /// <summary>Null: refused, and the check knows why.</summary>
    private static SeriesQuery? Read(QueryCheck check, SeriesFilter filter, RegistrySnapshot registry, Territory territory, TimeProvider time)
    {
        string[] devices = Distinct(filter.Device), units = Distinct(filter.Unit), metrics = Distinct(filter.Metric);
        DeviceKind[] kinds = [.. Distinct(filter.Kind).Select(check.Kind).OfType<DeviceKind>()];
        // Whoever does not see everything asks for kinds of the own units, a series for each.
        if (units.Length + devices.Length == 0 && kinds.Length > 0 && !territory.IsEverything) units = [.. territory.Reach.Units.Where(registry.Units.ContainsKey)];
        if (units.Length + devices.Length == 0 && kinds.Length > 0 && !territory.IsEverything) check.Add("You see groups of devices, not units: ask for devices.");
        CheckNames(check, devices, units, Distinct(filter.Kind), metrics, territory, registry);
        DateTimeOffset to = check.Instant("to", filter.To) ?? time.GetUtcNow();
        DateTimeOffset from = check.Instant("from", filter.From) ?? (to > DateTimeOffset.MinValue.AddDays(1) ? to.AddDays(-1) : DateTimeOffset.MinValue);
        int step = check.Whole("step", filter.Step, 0, DashboardLimits.SeriesStepSecondsMax, 0);
        CheckSpan(check, from, to, step);
        if (check.Failed) return null;
        var query = new SeriesQuery { DeviceIds = devices, UnitCodes = units, Kinds = kinds, Metrics = metrics, From = from, To = to, StepSeconds = step };
        if (query.Refuse() is { } words) check.Add(words + ".");
        return check.Failed ? null : query;
    }

    private static string[] Distinct(string[]? values) => [.. (values ?? []).Distinct(StringComparer.Ordinal)];

    private static void CheckNames(QueryCheck check, string[] devices, string[] units, string[] kinds, string[] metrics, Territory territory, RegistrySnapshot registry)
    {
        if (units.Length + kinds.Length > 0 && devices.Length > 0) check.Add("device and unit or kind do not go together: ask for the ones or the others.");
        else if (units.Length + kinds.Length > 0) CheckUnits(check, units, territory, registry);
        else if (devices.Length is 0 or > DashboardLimits.SeriesDevicesMax)
            check.Add($"device: give 1 to {DashboardLimits.SeriesDevicesMax} ids, each as device=ID; or unit=CODE or kind=KIND.");
        else if (Unknown.Among(devices, id => DevicesApi.Find(id, territory, registry) is not null, "devices") is { } unknown) check.Add(unknown);
        if (metrics.Length is 0 or > DashboardLimits.SeriesMetricsMax) check.Add($"metric: give 1 to {DashboardLimits.SeriesMetricsMax} names, each as metric=NAME.");
        else if (!metrics.All(IsMetric)) check.Add($"metric: a name has 1 to {DashboardLimits.MetricCharsMax} of A-Z a-z 0-9 . _ -.");
    }

    private static void CheckUnits(QueryCheck check, string[] units, Territory territory, RegistrySnapshot registry)
    {
        if (units.Length > SeriesLimits.QueryUnitsMax) check.Add($"unit: give at most {SeriesLimits.QueryUnitsMax} codes.");
        else if (Unknown.Among(units, code => registry.Units.ContainsKey(code) && territory.Covers(code), "units") is { } unknown) check.Add(unknown);
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
