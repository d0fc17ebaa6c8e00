using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class DevicesApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder devices = api.MapGroup("/devices").WithTags("Devices");
        devices.MapGet("", ListAsync).Describe("listDevices", "Devices", "By id, with health, reasons and last seen as of at most a second ago.", 400);
        devices.MapGet("/labels", (RegistryIndexes indexes) => TypedResults.Ok(LabelsWire.Of(indexes.Current.Snapshot.Version, indexes.Current.Devices)))
            .Describe("listLabels", "Vendor and tags of every device", "Columns by handle, for filters and sorts in the browser.");
        devices.MapGet("/{id}", FindAsync).Describe("findDevice", "One device with its twin", "Telemetry under the fields' own names.", 404);
        devices.MapPut("", ImportAsync).RequireAuthorization(Access.Policies.Administrator).BodyUpTo(DashboardLimits.ImportBytesMax)
            .Accepts<DeviceImport>("application/json").Produces<ImportAnswer>(StatusCodes.Status422UnprocessableEntity)
            .Describe("importDevices", "Add or replace devices by id", "Idempotent. With errors and not keepGood nothing is stored (422).", 400, 413, 415);
        devices.MapDelete("/{id}", RemoveAsync).RequireAuthorization(Access.Policies.Administrator)
            .Describe("removeDevice", "Remove a device", "Its history stays in the store.", 404);
        CredentialsApi.Map(devices);
    }

    private static async Task<Results<Ok<Page<DeviceBrief>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, [AsParameters] DevicesFilter filter, RegistryIndexes indexes, Overviews overviews, CancellationToken cancellationToken)
    {
        RegistryIndex index = indexes.Current;
        var check = new QueryCheck(request, "kind", "health", "unit", "q", "pageSize", "cursor");
        DeviceKind? kind = check.Kind(filter.Kind);
        Health? health = check.Word<Health>("health", filter.Health);
        string? unit = check.Unit(filter.Unit, index.Snapshot);
        string? text = check.Text("q", filter.Q) is { } q ? SearchText.Fold(q) : null;
        int pageSize = check.PageSize(filter.PageSize);
        string? after = check.After(filter.Cursor);
        if (check.Failed) return check.Refusal();

        OverviewSnapshot overview = await overviews.CurrentAsync(cancellationToken);
        Dictionary<int, TwinBrief> twins = overview.Twins.ToDictionary(twin => twin.Handle);
        HashSet<int>? inUnit = unit is null ? null : [.. index.Snapshot.DevicesIn(unit).Select(device => device.Handle)];
        var page = new List<DeviceBrief>(pageSize);
        long total = 0;
        bool more = false;
        for (int i = 0; i < index.Devices.Count; i++)
        {
            Device device = index.Devices[i];
            TwinBrief twin = twins.GetValueOrDefault(device.Handle);
            bool matches = (kind is null || device.Kind == kind) && (health is null || twin.Health == health)
                && (inUnit is null || inUnit.Contains(device.Handle)) && (text is null || index.DeviceTexts[i].Contains(text, StringComparison.Ordinal));
            if (!matches) continue;
            total++;
            if (after is not null && string.CompareOrdinal(device.Id, after) <= 0) continue;
            if (page.Count < pageSize) page.Add(DeviceBrief.Of(device, twin));
            else more = true;
        }

        return TypedResults.Ok(new Page<DeviceBrief>(page, more ? page[^1].Id : null, total));
    }

    private static async Task<Results<Ok<TwinWire>, ProblemHttpResult>> FindAsync(
        string id, ITwinEngine engine, CancellationToken cancellationToken) =>
        DeviceId.IsValid(id) && await engine.AskAsync(id, cancellationToken) is { } twin
            ? TypedResults.Ok(TwinWire.Of(twin))
            : NoSuchDevice();

    private static async Task<Results<Ok<ImportAnswer>, JsonHttpResult<ImportAnswer>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, IRegistry registry, CancellationToken cancellationToken)
    {
        (DeviceImport? import, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<DeviceImport>(request, cancellationToken);
        if (import is null) return refusal!;
        if (import.Devices.Count > DashboardLimits.ImportRowsMax) return Problem.BadRequest($"At most {DashboardLimits.ImportRowsMax} devices at once: split the import.");
        (ImportAnswer answer, bool accepted) = await Import.RunAsync<DeviceDocument, Device>(
            import.Devices, import.KeepGood, static (DeviceDocument row, out string? reason) => row.ToDevice(out reason),
            devices => registry.PutDevicesAsync(devices, cancellationToken));
        return accepted ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, IRegistry registry, CancellationToken cancellationToken) =>
        DeviceId.IsValid(id) && await registry.RemoveDeviceAsync(id, cancellationToken) ? TypedResults.NoContent() : NoSuchDevice();

    internal static ProblemHttpResult NoSuchDevice() => Problem.NotFound("No device has this id: find it with GET /api/v1/devices?q=…");
}
