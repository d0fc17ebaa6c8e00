using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class BroadcastsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder broadcasts = api.MapGroup("/broadcasts").WithTags("Broadcasts");
        broadcasts.MapGet("", ListAsync).Describe("listBroadcasts", "Broadcasts", "Newest first; the latest 1,000.", 400);
        broadcasts.MapGet("/{id}", FindAsync).Describe("findBroadcast", "One broadcast", "With its deliveries counted by state.", 404);
        broadcasts.MapGet("/{id}/deliveries", DeliveriesAsync).Describe("listDeliveries", "The ledger of one broadcast", "One row per cluster, by device id.", 400, 404);
        broadcasts.MapPost("/{id}/cancel", CancelAsync).WithMetadata(new AuditedAs(AuditActions.BroadcastCancelled))
            .Describe("cancelBroadcast", "Cancel a broadcast", "Durable when answered; clusters that play it are told to stop.", 404);
        BroadcastOrdersApi.Map(broadcasts);
    }

    private static async Task<Results<Ok<Page<BroadcastWire>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, [AsParameters] BroadcastsFilter filter, IBroadcasts broadcasts, IRegistry registry, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "pageSize", "cursor");
        int pageSize = check.PageSize(filter.PageSize);
        string? after = check.After(filter.Cursor);
        if (check.Failed) return check.Refusal();
        Territory territory = Callers.Territory(request.HttpContext, registry.Current);
        BroadcastBrief[] all =
            [.. (await broadcasts.ListAsync(DashboardLimits.BroadcastsListedMax, cancellationToken)).Where(brief => territory.Touches(brief.Broadcast))];

        // The cursor is the last broadcast's id: a new order meanwhile moves every offset, but not what comes after an id.
        int start = after is null ? 0 : all.ToList().FindIndex(brief => brief.Broadcast.Id == after) + 1;
        if (after is not null && start == 0) return Problem.BadRequest("cursor is not one this list gave: start without one.");
        BroadcastBrief[] page = [.. all.Skip(start).Take(pageSize)];
        string? next = page.Length > 0 && start + page.Length < all.Length ? page[^1].Broadcast.Id : null;
        return TypedResults.Ok(new Page<BroadcastWire>([.. page.Select(brief => BroadcastWire.Of(brief, territory))], next, all.Length));
    }

    private static async Task<Results<Ok<BroadcastWire>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, IBroadcasts broadcasts, IRegistry registry, CancellationToken cancellationToken)
    {
        Territory sight = Callers.Sight(http, registry.Current);
        return await SeenAsync(id, sight, broadcasts, cancellationToken) is { } brief ? TypedResults.Ok(BroadcastWire.Of(brief, sight)) : NoSuchBroadcast();
    }

    private static async Task<Results<Ok<Page<DeliveryWire>>, ProblemHttpResult>> DeliveriesAsync(
        string id, HttpRequest request, [AsParameters] DeliveriesFilter filter, IBroadcasts broadcasts, IRegistry registry, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "state", "pageSize", "cursor");
        DeliveryState? state = check.Word<DeliveryState>("state", filter.State);
        int pageSize = check.PageSize(filter.PageSize);
        string? after = check.After(filter.Cursor);
        if (check.Failed) return check.Refusal();
        RegistrySnapshot current = registry.Current;
        Territory sight = Callers.Sight(request.HttpContext, current);
        if (await SeenAsync(id, sight, broadcasts, cancellationToken) is null) return NoSuchBroadcast();

        Delivery[] rows =
        [
            .. (await broadcasts.DeliveriesAsync(id, cancellationToken)).Where(row => state is null || row.State == state)
                .Where(row => sight.Covers(row.UnitCode) || DevicesApi.Find(row.DeviceId, sight, current) is not null)
                .OrderBy(row => row.DeviceId, StringComparer.Ordinal),
        ];
        Delivery[] rest = [.. rows.Where(row => after is null || string.CompareOrdinal(row.DeviceId, after) > 0).Take(pageSize + 1)];
        string? next = rest.Length > pageSize ? rest[pageSize - 1].DeviceId : null;
        return TypedResults.Ok(new Page<DeliveryWire>([.. rest.Take(pageSize).Select(DeliveryWire.Of)], next, rows.Length));
    }

    private static async Task<Results<Ok<BroadcastWire>, ProblemHttpResult>> CancelAsync(
        string id, HttpContext http, IBroadcasts broadcasts, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        Territory sight = Callers.Sight(http, registry.Current);
        if (await SeenAsync(id, sight, broadcasts, cancellationToken) is not { } seen) return NoSuchBroadcast();
        if (!Callers.Territory(http, registry.Current).Covers(seen.Broadcast)) return Problem.Forbidden("It also speaks outside of your units: who answers for all of them stops it.", Refusal.BroadcastForeign);
        AuditEntry entry = http.Entry(AuditActions.BroadcastCancelled, new AuditSubject("broadcast", id), BroadcastAudit.Unit(seen.Broadcast)) with
        {
            Before = new { seen.Broadcast.CancelledAt, seen.Broadcast.ExpiresAt },
        };
        string user = Caller.Of(http).Name;
        BroadcastBrief? brief = await audit.DoAsync(
            entry, () => broadcasts.CancelAsync(id, user, cancellationToken),
            now => seen.Broadcast.CancelledAt is null && now?.Broadcast.CancelledBy == user ? null : "it was cancelled, or over, already", cancellationToken);
        return brief is null ? NoSuchBroadcast() : TypedResults.Ok(BroadcastWire.Of(brief, sight));
    }

    /// <summary>Null: there is none, or none for this caller, which is the same to them.</summary>
    private static async Task<BroadcastBrief?> SeenAsync(string id, Territory sight, IBroadcasts broadcasts, CancellationToken cancellationToken) =>
        DeviceId.IsValid(id) && await broadcasts.FindAsync(id, cancellationToken) is { } brief && sight.Touches(brief.Broadcast) ? brief : null;

    private static ProblemHttpResult NoSuchBroadcast() => Problem.NotFound("No broadcast has this id: find it with GET /api/v1/broadcasts.", Refusal.BroadcastUnknown);
}
