using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Silo.Accounts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.History;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>What was: a device's changes and deliveries, a unit's availability; and the rules that judged.</summary>
internal static class HistoryApi
{
    private const int StepSecondsMin = 60;
    private const int StepSecondsMax = 31 * 86_400;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/devices/{id}/history", ChangesAsync).WithTags("Devices")
            .Describe("listHealthChanges", "How a device's health changed", "Newest first; each holds until the one before it. The last seconds may be missing.", 400, 404);
        api.MapGet("/devices/{id}/deliveries", DeliveriesAsync).WithTags("Devices")
            .Describe("listDeviceDeliveries", "Broadcasts that were sent to a device", "Last changed first.", 400, 404);
        api.MapGet("/units/{code}/availability", AvailabilityAsync).WithTags("Units")
            .Describe("sumAvailability", "Health of a unit's devices over time", "Device-seconds by step; what is not known is in none.", 400, 404);
        api.MapGet("/rules", () => TypedResults.Ok(new Page<RuleWire>([.. RuleSet.Default.Rules.Select(RuleWire.Of)], null, RuleSet.Default.Rules.Count)))
            .WithTags("Alerts").Describe("listRules", "Rules that raise alerts", "By kind and condition; numbers where numbers are compared.");
    }

    private static async Task<Results<Ok<Page<HealthChangeWire>>, ProblemHttpResult>> ChangesAsync(
        string id, HttpRequest request, [AsParameters] HistoryFilter filter, IRegistry registry, IHealthHistory history, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "before", "pageSize");
        DateTimeOffset before = check.Instant("before", filter.Before) ?? time.GetUtcNow().AddDays(1);
        int limit = check.Whole("pageSize", filter.PageSize, 1, HistoryLimits.ChangesPerDeviceMax, DashboardLimits.PageSizeDefault);
        if (check.Failed) return check.Refusal();
        if (DevicesApi.Find(id, Callers.Territory(request.HttpContext, registry.Current), registry.Current) is not { } device) return DevicesApi.NoSuchDevice();
        IReadOnlyList<HealthChange> changes = await history.NewestAsync(device.Handle, before, limit, cancellationToken);
        return TypedResults.Ok(new Page<HealthChangeWire>([.. changes.Select(HealthChangeWire.Of)], null, changes.Count));
    }

    private static async Task<Results<Ok<Page<DeviceDeliveryWire>>, ProblemHttpResult>> DeliveriesAsync(
        string id, HttpRequest request, [AsParameters] DeviceDeliveriesFilter filter, IRegistry registry, IBroadcasts broadcasts, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "pageSize");
        int limit = check.PageSize(filter.PageSize);
        if (check.Failed) return check.Refusal();
        if (DevicesApi.Find(id, Callers.Territory(request.HttpContext, registry.Current), registry.Current) is not { } device) return DevicesApi.NoSuchDevice();
        IReadOnlyList<DeviceDelivery> rows = await broadcasts.DeliveriesOfAsync(device, limit, cancellationToken);
        return TypedResults.Ok(new Page<DeviceDeliveryWire>([.. rows.Select(DeviceDeliveryWire.Of)], null, rows.Count));
    }

    private static async Task<Results<Ok<AvailabilityWire>, ProblemHttpResult>> AvailabilityAsync(
        string code, HttpRequest request, [AsParameters] AvailabilityFilter filter, IRegistry registry, IHealthHistory history, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "kind", "from", "to", "step");
        DeviceKind? kind = check.Kind(filter.Kind);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset to = check.Instant("to", filter.To) is { } asked && asked < now ? asked : now;
        DateTimeOffset from = check.Instant("from", filter.From) ?? to.AddDays(-1);
        int step = check.Whole("step", filter.Step, StepSecondsMin, StepSecondsMax, 3600);
        if (check.Failed) return check.Refusal();
        Territory territory = Callers.Territory(request.HttpContext, registry.Current);
        if (!registry.Current.Units.ContainsKey(code) || !(territory.Covers(code) || territory.VisibleUnits().Contains(code))) return Problem.NotFound("No unit has this code: find it with GET /api/v1/units?q=…", Refusal.UnitUnknown);
        int[] handles = [.. registry.Current.DevicesIn(code).Where(device => territory.Covers(device) && (kind is null || device.Kind == kind)).Select(device => device.Handle)];
        if (Refuse(from, to, step, handles.Length) is { } words) return Problem.BadRequest(words);
        HealthSums sums = await history.SumAsync(handles, from, to, TimeSpan.FromSeconds(step), cancellationToken);
        return TypedResults.Ok(AvailabilityWire.Of(sums, handles.Length));
    }

    private static string? Refuse(DateTimeOffset from, DateTimeOffset to, int step, int devices)
    {
        if (from >= to) return "from must be before to, and before now.";
        if ((to - from).TotalSeconds / step > HistoryLimits.StepsMax) return $"More than {HistoryLimits.StepsMax} steps: take a longer step or a shorter time.";
        double days = Math.Max(1, (to - from).TotalDays);
        return devices * days > HistoryLimits.DeviceDaysMax
            ? $"{devices} devices for {days:0} days is too much at once: ask for at most {HistoryLimits.DeviceDaysMax / Math.Max(1, devices)} days, or for one commune."
            : null;
    }
}
