using System.Globalization;
using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>Who did what: searched, exported, verified. Nothing here can change it.</summary>
internal static class AuditApi
{
    private static readonly string[] Filters = ["actor", "action", "subject", "subjectKind", "outcome", "address", "unit", "from", "to", "q"];

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", ListAsync).Describe("listAudit", "Who did what", "Newest first; total is counted to 100,000 at most.", 400);
        audit.MapGet("/export", ExportAsync).WithMetadata(new AuditedAs(AuditActions.AuditExported))
            .Describe("exportAudit", "The audit as CSV or JSON lines", "Oldest first. JSON lines hold what the hashes are made of, exactly.", 400);
        audit.MapPost("/verify", Verify).WithMetadata(new AuditedAs(null))
            .Describe("verifyAudit", "Verify the whole chain", "Reads every row; a fault is also in the log, and stays until the directory is restored.");
    }

    private static async Task<Results<Ok<Page<AuditWire>>, ProblemHttpResult>> ListAsync(
        HttpRequest request, [AsParameters] AuditFilter filter, IAuditLog audit, IRegistry registry, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(request, [.. Filters, "pageSize", "cursor"]);
        AuditQuery query = Read(check, filter, registry.Current) with { PageSize = check.PageSize(filter.PageSize), Before = Cursor(check, filter.Cursor) };
        if (check.Failed) return check.Refusal();
        AuditPage page = await audit.QueryAsync(query, cancellationToken);
        return TypedResults.Ok(new Page<AuditWire>([.. page.Items.Select(AuditWire.Of)], page.Next?.ToString(CultureInfo.InvariantCulture), page.Total));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        HttpContext http, [AsParameters] AuditFilter filter, IAuditLog audit, IRegistry registry, CancellationToken cancellationToken)
    {
        var check = new QueryCheck(http.Request, [.. Filters, "format"]);
        if (filter.Format is not (null or "csv" or "jsonl")) check.Add($"format \"{PlainText.Clip(filter.Format)}\": use csv or jsonl.");
        AuditQuery query = Read(check, filter, registry.Current);
        if (check.Failed) return check.Refusal();
        await audit.AppendAsync(http.Entry(AuditActions.AuditExported) with { After = new { query = http.Request.QueryString.Value } }, cancellationToken);
        bool isCsv = filter.Format is null or "csv";
        CancellationToken gone = http.RequestAborted;
        http.BreakOffWithCaller();
        return TypedResults.Stream(
            target => isCsv ? AuditText.WriteCsvAsync(audit.Read(query), target, gone) : AuditText.WriteLinesAsync(audit.Read(query), target, gone),
            isCsv ? "text/csv; charset=utf-8" : "application/jsonl; charset=utf-8", isCsv ? "audit.csv" : "audit.jsonl");
    }

    private static Ok<AuditStateWire> Verify(IAuditLog audit, CancellationToken cancellationToken) =>
        TypedResults.Ok(AuditStateWire.Of(audit.Verify(cancellationToken)));

    private static AuditQuery Read(QueryCheck check, AuditFilter filter, RegistrySnapshot registry) => new()
    {
        Actor = check.Text("actor", filter.Actor),
        Action = check.Text("action", filter.Action),
        Subject = check.Text("subject", filter.Subject),
        SubjectKind = check.Text("subjectKind", filter.SubjectKind),
        Outcome = check.Word<AuditOutcome>("outcome", filter.Outcome) is { } outcome ? EnumWords<AuditOutcome>.Word(outcome) : null,
        Address = check.Text("address", filter.Address),
        UnitCodes = check.Unit(filter.Unit, registry) is { } unit ? registry.UnitsBelow(unit) : null,
        From = check.Instant("from", filter.From),
        To = check.Instant("to", filter.To),
        Text = check.Text("q", filter.Q),
    };

    private static long? Cursor(QueryCheck check, string? cursor)
    {
        if (cursor is null) return null;
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return number;
        check.BadCursor();
        return null;
    }
}
