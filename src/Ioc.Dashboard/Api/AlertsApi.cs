using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Accounts;
using Ioc.Silo.Alerts;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class AlertsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapGet("", ListAsync).Describe("listAlerts", "Alerts", "Newest raised first.", 400);
        alerts.MapGet("/{id}", FindAsync).Describe("findAlert", "One alert", "As it is now.", 404);
        alerts.MapPost("/{id}/acknowledge", AcknowledgeAsync).WithMetadata(new AuditedAs(AuditActions.AlertAcknowledged))
            .Describe("acknowledgeAlert", "Acknowledge an alert", "Durable when answered. Twice, or on a cleared alert, it changes nothing.", 404);
    }

    private static async Task<Results<Ok<Page<AlertWire>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, [AsParameters] AlertsFilter filter, IAlerts alerts, IRegistry registry, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, "open", "state", "severity", "device", "kind", "unit", "condition", "pageSize", "cursor");
        var query = new AlertQuery
        {
            Open = check.Flag("open", filter.Open),
            State = check.Word<AlertState>("state", filter.State),
            SeverityMin = check.Word<Severity>("severity", filter.Severity),
            DeviceId = Device(check, filter.Device),
            Kind = check.Kind(filter.Kind),
            UnitCode = check.Unit(filter.Unit, registry.Current),
            Condition = Condition(check, filter.Condition),
            Within = Caller.Of(request.HttpContext).ReachOf(Permission.See),
            PageSize = check.PageSize(filter.PageSize),
            Cursor = check.Text("cursor", filter.Cursor),
        };
        if (query.Cursor is not null && AlertCursor.Parse(query.Cursor) is null) check.BadCursor();
        if (check.Failed) return check.Refusal();
        AlertPage page = await alerts.QueryAsync(query, cancellationToken);
        return TypedResults.Ok(new Page<AlertWire>([.. page.Items.Select(AlertWire.Of)], page.Next, page.Total));
    }

    private static async Task<Results<Ok<AlertWire>, ProblemHttpResult>> FindAsync(
        string id, HttpContext http, IAlerts alerts, IRegistry registry, CancellationToken cancellationToken) =>
        await SeenAsync(id, http, alerts, registry, cancellationToken) is { } alert ? TypedResults.Ok(AlertWire.Of(alert)) : NoSuchAlert();

    private static async Task<Results<Ok<AlertWire>, ProblemHttpResult>> AcknowledgeAsync(
        string id, HttpContext http, IAlerts alerts, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        if (await SeenAsync(id, http, alerts, registry, cancellationToken) is not { } seen) return NoSuchAlert();
        if (!Callers.Territory(http, registry.Current).Covers(seen)) return Problem.Forbidden("You may see this alert, but not acknowledge it: it is not in your units.", Refusal.AlertForeign);
        if (seen.State != AlertState.Raised) return TypedResults.Ok(AlertWire.Of(seen));
        AuditEntry entry = http.Entry(AuditActions.AlertAcknowledged, new AuditSubject("alert", id), seen.UnitCode) with
        {
            Before = new { seen.State, seen.DeviceId, seen.Condition }, After = new { State = AlertState.Acknowledged },
        };
        string user = Caller.Of(http).Name;
        Alert? alert = await audit.DoAsync(
            entry, () => alerts.AcknowledgeAsync(id, user, cancellationToken), now => now?.AcknowledgedBy == user ? null : "it was cleared, or somebody else's, meanwhile", cancellationToken);
        return alert is null ? NoSuchAlert() : TypedResults.Ok(AlertWire.Of(alert));
    }

    /// <summary>Null: there is none, or none for this caller, which is the same to them.</summary>
    private static async Task<Alert?> SeenAsync(string id, HttpContext http, IAlerts alerts, IRegistry registry, CancellationToken cancellationToken) =>
        IsId(id) && await alerts.FindAsync(id, cancellationToken) is { } alert && Callers.Sight(http, registry.Current).Covers(alert) ? alert : null;

    /// <summary>A device that was removed still has its old alerts, so only the id's form is checked.</summary>
    private static string? Device(QueryCheck check, string? id)
    {
        if (id is not null && !DeviceId.IsValid(id)) check.Add("device is not a device id: 1 to 64 of A-Z a-z 0-9 . _ -.");
        return id;
    }

    private static string? Condition(QueryCheck check, string? word)
    {
        if (word is not null && !ConditionWords.TryParse(word, out _))
            check.Add($"condition \"{PlainText.Clip(word)}\" is unknown: use {string.Join(", ", Enum.GetValues<Condition>().Select(condition => condition.Word()))}.");
        return word;
    }

    private static bool IsId(string id) => id.Length <= DashboardLimits.FilterCharsMax && PlainText.IsWellFormed(id) && !id.Any(char.IsControl);

    private static ProblemHttpResult NoSuchAlert() => Problem.NotFound("No alert has this id: find it with GET /api/v1/alerts.", Refusal.AlertUnknown);
}
