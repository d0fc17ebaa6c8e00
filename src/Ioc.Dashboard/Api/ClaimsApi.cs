using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>Labels that a field team scans to put a device on the map: engineers and administrators make them, field teams use them.</summary>
internal static class ClaimsApi
{
    private static readonly string[] States = ["open", "used", "expired", "revoked"];

    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder claims = api.MapGroup("/claims").WithTags("Claims");
        claims.MapGet("", List).Describe("listClaims", "Claims", "Newest first; codes are not kept.", 400);
        claims.MapPost("", CreateAsync).Accepts<ClaimsRequest>("application/json")
            .WithMetadata(new AuditedAs(AuditActions.ClaimsCreated))
            .Describe("createClaims", "One-time codes for devices", "Code and credential are shown this once: the code goes on the box, the credential into the device.", 400, 413, 415, 422);
        claims.MapDelete("/{id}", RevokeAsync).WithMetadata(new AuditedAs(AuditActions.ClaimRevoked))
            .Describe("revokeClaim", "A code no longer counts", "Used ones stay used.", 404);
        claims.MapPost("/find", FindAsync).Accepts<ClaimCodeRequest>("application/json")
            .WithMetadata(new AuditedAs(null)).Describe("findClaim", "What a code is for", "Costs as much as an import, so that codes are not guessed.", 400, 404, 413, 415);
        claims.MapPost("/use", UseAsync).Accepts<UseClaimRequest>("application/json")
            .WithMetadata(new AuditedAs(AuditActions.ClaimUsed))
            .Describe("useClaim", "Put a device on the map", "Once. Who lost the answer finds the claim used for the device.", 400, 413, 415, 422);
    }

    private static Results<Ok<Page<ClaimWire>>, ProblemHttpResult> List(
        HttpRequest request, string? state, string? pageSize, string? cursor, IClaims claims, IRegistry registry)
    {
        var check = new QueryCheck(request, "state", "pageSize", "cursor");
        if (state is not null && !States.Contains(state)) check.Add($"state \"{PlainText.Clip(state)}\" is unknown: use {string.Join(", ", States)}.");
        (int size, int offset) = (check.PageSize(pageSize), check.Offset(cursor));
        if (check.Failed) return check.Refusal();
        Territory territory = Callers.Territory(request.HttpContext, registry.Current);
        return TypedResults.Ok(Page<ClaimWire>.At([.. claims.All.Where(claim => (state is null || claim.State == state) && Covers(territory, claim.UnitCode)).Select(ClaimWire.Of)], offset, size));
    }

    private static async Task<Results<Created<ClaimsAnswer>, ProblemHttpResult>> CreateAsync(
        HttpContext http, IClaims claims, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        (ClaimsRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<ClaimsRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.Claims.Count is 0 or > ProvisioningLimits.ClaimsAtOnceMax || wanted.Days is < 1 or > ProvisioningLimits.ClaimDaysMax)
            return Problem.BadRequest($"claims needs 1 to {ProvisioningLimits.ClaimsAtOnceMax} rows, days is 1 to {ProvisioningLimits.ClaimDaysMax}.");
        var orders = new List<ClaimOrder>(wanted.Claims.Count);
        foreach (ClaimRow row in wanted.Claims)
        {
            if (row is null || !DeviceKinds.TryParse(row.Kind, out DeviceKind kind)) return Problem.BadRequest($"Row {orders.Count + 1}: kind is not one of loudspeaker, hotspot, site.");
            orders.Add(new ClaimOrder(row.DeviceId, kind, row.UnitCode));
        }

        Territory territory = Callers.Territory(http, registry.Current);
        if (orders.Any(order => !Covers(territory, order.UnitCode))) return Problem.Forbidden("Name a commune of yours in every row.", Refusal.ClaimUnitMissing);
        AuditEntry entry = RegistryAudit.Summary(http.Entry(AuditActions.ClaimsCreated), [.. orders.Select(order => order.DeviceId ?? order.Kind.Word())], orders);
        (IReadOnlyList<NewClaim> made, ProvisioningProblem? problem) = await audit.DoAsync(
            entry, () => claims.CreateAsync(orders, TimeSpan.FromDays(wanted.Days), cancellationToken), answer => answer.Problem?.Words, cancellationToken);
        return problem is null ? TypedResults.Created((string?)null, new ClaimsAnswer([.. made.Select(NewClaimWire.Of)])) : ProvisioningRefusals.Of(problem);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, HttpContext http, IClaims claims, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        Territory territory = Callers.Territory(http, registry.Current);
        if (claims.All.FirstOrDefault(claim => claim.Id == id && Covers(territory, claim.UnitCode)) is not { State: "open" or "expired" } claim) return Problem.NotFound("No open claim has this id.", Refusal.GoneAlready);
        AuditEntry entry = http.Entry(AuditActions.ClaimRevoked, new AuditSubject("claim", id), claim.UnitCode) with { Before = ClaimWire.Of(claim) };
        return await audit.DoAsync(entry, () => claims.RevokeAsync(id, cancellationToken), done => done ? null : "it was used or revoked meanwhile", cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("No open claim has this id.", Refusal.GoneAlready);
    }

    private static async Task<Results<Ok<ClaimWire>, ProblemHttpResult>> FindAsync(
        HttpContext http, IClaims claims, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        (ClaimCodeRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<ClaimCodeRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        // A code for any commune may be used in one of the caller's.
        Territory territory = Callers.Territory(http, registry.Current);
        if (claims.Find(wanted.Code) is { } claim && (claim.UnitCode is null || territory.Covers(claim.UnitCode))) return TypedResults.Ok(ClaimWire.Of(claim));
        await audit.AppendAsync(http.Entry(AuditActions.ClaimRefused) with { Outcome = AuditOutcome.Refused, Why = "no such code" }, CancellationToken.None);
        return Problem.NotFound("No claim has this code: compare it with the label.", Refusal.ClaimUnknown);
    }

    private static async Task<Results<Ok<ClaimWire>, ProblemHttpResult>> UseAsync(
        HttpContext http, IClaims claims, IRegistry registry, IAuditLog audit, CancellationToken cancellationToken)
    {
        (UseClaimRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<UseClaimRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.Device.ToDevice(out RowFault? fault) is not { } device) return RowFaults.Refuse(fault!);
        if (!Callers.Territory(http, registry.Current).CoversPlace(device)) return Problem.Forbidden("The device stands in a unit that is not yours.", Refusal.PlaceForeign);
        AuditEntry entry = http.Entry(AuditActions.ClaimUsed, AuditSubject.Device(device.Id), device.UnitCode) with { After = wanted.Device };
        ProvisioningProblem? problem = await audit.DoAsync(entry, () => claims.UseAsync(wanted.Code, device, cancellationToken), refused => refused?.Words, cancellationToken);
        return problem is null ? TypedResults.Ok(ClaimWire.Of(claims.Find(wanted.Code)!)) : ProvisioningRefusals.Of(problem);
    }

    /// <summary>A claim for any commune belongs to who answers for all.</summary>
    private static bool Covers(Territory territory, string? unitCode) => unitCode is null ? territory.IsEverything : territory.Covers(unitCode);
}
