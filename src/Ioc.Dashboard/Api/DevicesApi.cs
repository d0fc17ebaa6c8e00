using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Twins;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
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
        devices.MapGet("/labels", Labels)
            .Describe("listLabels", "Vendor and tags of every device", "Columns by handle, for filters and sorts in the browser.");
        devices.MapGet("/{id}", FindAsync).Describe("findDevice", "One device with its twin", "Telemetry under the fields' own names.", 404);
        devices.MapPut("", ImportAsync).BodyUpTo(DashboardLimits.ImportBytesMax)
            .WithMetadata(new AuditedAs(AuditActions.DevicesImported)).Accepts<DeviceImport>("application/json").Produces<ImportAnswer>(StatusCodes.Status422UnprocessableEntity)
            .Describe("importDevices", "Add or replace devices by id", "Idempotent. With errors and not keepGood nothing is stored (422).", 400, 413, 415);
        devices.MapDelete("/{id}", RemoveAsync).WithMetadata(new AuditedAs(AuditActions.DeviceRemoved))
            .Describe("removeDevice", "Remove a device", "Its history stays in the store.", 404);
        devices.MapPost("/exported", NoteExportAsync).WithMetadata(new AuditedAs(AuditActions.DataExported))
            .Describe("noteDeviceExport", "Say that devices are taken out", "Before a file is written of what was read already: it stands in the audit, or there is no file.", 400);
        CredentialsApi.Map(devices);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> NoteExportAsync(HttpRequest request, string? count, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "count");
        int devices = check.Whole("count", count, 0, registry.Current.DevicesById.Count, 0);
        if (check.Failed) return check.Refusal();
        await audit.AppendAsync(
            request.HttpContext.Entry(AuditActions.DataExported, new AuditSubject("export", "devices")) with { After = new { count = devices } }, cancellationToken);
        return TypedResults.NoContent();
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
        Territory territory = Callers.Territory(request.HttpContext, index.Snapshot);
        HashSet<int>? inUnit = unit is null ? null : [.. index.Snapshot.DevicesIn(unit).Select(device => device.Handle)];
        var page = new List<DeviceBrief>(pageSize);
        long total = 0;
        bool more = false;
        for (int i = 0; i < index.Devices.Count; i++)
        {
            Device device = index.Devices[i];
            TwinBrief twin = twins.GetValueOrDefault(device.Handle);
            bool matches = territory.Covers(device) && (kind is null || device.Kind == kind) && (health is null || twin.Health == health)
                && (inUnit is null || inUnit.Contains(device.Handle)) && (text is null || index.DeviceTexts[i].Contains(text, StringComparison.Ordinal));
            if (!matches) continue;
            total++;
            if (after is not null && string.CompareOrdinal(device.Id, after) <= 0) continue;
            if (page.Count < pageSize) page.Add(DeviceBrief.Of(device, twin));
            else more = true;
        }

        return TypedResults.Ok(new Page<DeviceBrief>(page, more ? page[^1].Id : null, total));
    }

    private static Ok<LabelsWire> Labels(HttpContext http, RegistryIndexes indexes)
    {
        RegistryIndex index = indexes.Current;
        Territory territory = Callers.Territory(http, index.Snapshot);
        return TypedResults.Ok(LabelsWire.Of(index.Snapshot.Version, territory.IsEverything ? index.Devices : [.. index.Devices.Where(territory.Covers)]));
    }

    private static async Task<Results<Ok<TwinWire>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, IRegistry registry, ITwinEngine engine, CancellationToken cancellationToken) =>
        Find(id, Callers.Territory(http, registry.Current), registry.Current) is not null && await engine.AskAsync(id, cancellationToken) is { } twin
            ? TypedResults.Ok(TwinWire.Of(twin))
            : NoSuchDevice();

    private static async Task<Results<Ok<ImportAnswer>, JsonHttpResult<ImportAnswer>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        (DeviceImport? import, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<DeviceImport>(request, cancellationToken);
        if (import is null) return refusal!;
        if (import.Devices.Count > DashboardLimits.ImportRowsMax) return Problem.BadRequest($"At most {DashboardLimits.ImportRowsMax} devices at once: split the import.");
        RegistrySnapshot current = registry.Current;
        Territory territory = Callers.Territory(request.HttpContext, current);
        (ImportAnswer answer, bool accepted) = await Import.RunAsync<DeviceDocument, Device>(
            import.Devices, import.KeepGood, (DeviceDocument row, out RowFault? fault) => Within(row.ToDevice(out fault), territory, current, ref fault),
            devices => audit.PutAsync(
                RegistryAudit.Devices(request.HttpContext.Entry(AuditActions.DevicesImported), registry.Current, devices),
                () => registry.PutDevicesAsync(devices, cancellationToken), cancellationToken));
        return accepted ? TypedResults.Ok(answer) : TypedResults.Json(answer, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, HttpContext http, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        if (Find(id, Callers.Territory(http, registry.Current), registry.Current) is not { } device) return NoSuchDevice();
        AuditEntry entry = http.Entry(AuditActions.DeviceRemoved, AuditSubject.Device(id), device.UnitCode) with { Before = DeviceDocument.Of(device) };
        return await audit.DoAsync(entry, () => registry.RemoveDeviceAsync(id, cancellationToken), done => done ? null : "it was removed meanwhile", cancellationToken)
            ? TypedResults.NoContent()
            : NoSuchDevice();
    }

    /// <summary>Null: there is none, or none in this territory, which is the same to the caller.</summary>
    internal static Device? Find(string id, Territory territory, RegistrySnapshot registry) =>
        DeviceId.IsValid(id) && registry.DevicesById.TryGetValue(id, out Device? device) && territory.Covers(device) ? device : null;

    /// <summary>The row when it stays in the territory: neither taken from others nor given to them.</summary>
    private static Device? Within(Device? row, Territory territory, RegistrySnapshot registry, ref RowFault? fault)
    {
        if (row is null || territory.IsEverything) return row;
        bool others = registry.DevicesById.TryGetValue(row.Id, out Device? old) && !territory.Covers(old);
        bool stays = old is not null && (old.UnitCode, old.HamletCode) == (row.UnitCode, row.HamletCode) && territory.Covers(row);
        if (!others && (stays || territory.CoversPlace(row))) return row;
        fault = RowFault.Of(RowFaultReason.Foreign, others ? "a device with this id stands in a unit that is not yours" : $"unit {PlainText.Clip(row.UnitCode)} is not one of yours");
        return null;
    }

    internal static ProblemHttpResult NoSuchDevice() => Problem.NotFound("No device has this id: find it with GET /api/v1/devices?q=…", Refusal.DeviceUnknown);
}
