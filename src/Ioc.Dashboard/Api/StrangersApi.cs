using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Silo.Audit;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>The quarantine: who knocks and is no device, to adopt or to block. Client ids stand in bodies, because a stranger's may be anything.</summary>
internal static class StrangersApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder strangers = api.MapGroup("/strangers").WithTags("Strangers");
        strangers.MapGet("", List).Describe("listStrangers", "Who knocks and is no device", "Last heard first; the 1,000 last heard since the process started.", 400);
        strangers.MapGet("/blocked", ListBlocked).Describe("listBlocked", "Client ids nobody wants to hear of", "Newest first.", 400);
        strangers.MapPost("/adopt", AdoptAsync).WithMetadata(new AuditedAs(AuditActions.StrangerAdopted)).Accepts<AdoptRequest>("application/json")
            .Describe("adoptStranger", "Register a stranger", "With a new credential, shown this once, or with the password it always came with.", 400, 413, 415, 422);
        strangers.MapPost("/block", BlockAsync).WithMetadata(new AuditedAs(AuditActions.StrangerBlocked)).Accepts<BlockRequest>("application/json")
            .Describe("blockStranger", "Do not list this client id any more", "It was let in no more before than after.", 400, 413, 415, 422);
        strangers.MapPost("/unblock", UnblockAsync).WithMetadata(new AuditedAs(AuditActions.StrangerUnblocked)).Accepts<BlockRequest>("application/json")
            .Describe("unblockStranger", "List it again", "When it next knocks.", 400, 404, 413, 415);
    }

    private static Results<Ok<Page<Stranger>>, ProblemHttpResult> List(HttpRequest request, string? pageSize, string? cursor, IDeviceAccess access)
    {
        var check = new QueryCheck(request, "pageSize", "cursor");
        (int size, int offset) = (check.PageSize(pageSize), check.Offset(cursor));
        return check.Failed ? check.Refusal() : TypedResults.Ok(Page<Stranger>.At(access.Strangers, offset, size));
    }

    private static Results<Ok<Page<BlockedClient>>, ProblemHttpResult> ListBlocked(HttpRequest request, string? pageSize, string? cursor, IDeviceAccess access)
    {
        var check = new QueryCheck(request, "pageSize", "cursor");
        (int size, int offset) = (check.PageSize(pageSize), check.Offset(cursor));
        return check.Failed ? check.Refusal() : TypedResults.Ok(Page<BlockedClient>.At(access.Blocked, offset, size));
    }

    private static async Task<Results<Ok<AdoptAnswer>, ProblemHttpResult>> AdoptAsync(
        HttpContext http, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        (AdoptRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<AdoptRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.Device.ToDevice(out RowFault? fault) is not { } device) return RowFaults.Refuse(fault!);
        if (!DeviceId.IsValid(device.Id)) return Problem.Unprocessable($"This client id is no device id (1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -): give the device another one.", Refusal.DeviceIdInvalid, ("name", PlainText.Clip(device.Id)));
        AuditEntry entry = http.Entry(AuditActions.StrangerAdopted, AuditSubject.Device(device.Id), device.UnitCode) with
        {
            After = new { wanted.KeepsPassword, wanted.Device },
        };
        (string? credential, ProvisioningProblem? problem) = await audit.DoAsync(
            entry, () => access.AdoptAsync(device, wanted.KeepsPassword, cancellationToken), answer => answer.Problem?.Words, cancellationToken);
        return problem is null ? TypedResults.Ok(new AdoptAnswer(device.Id, credential)) : ProvisioningRefusals.Of(problem);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> BlockAsync(
        HttpContext http, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        (BlockRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<BlockRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.ClientId.Length is 0 or > ProvisioningLimits.NameCharsMax || wanted.Why?.Length > DashboardLimits.FilterCharsMax)
            return Problem.BadRequest($"clientId has 1 to {ProvisioningLimits.NameCharsMax} characters, why at most {DashboardLimits.FilterCharsMax}.");
        AuditEntry entry = http.Entry(AuditActions.StrangerBlocked, new AuditSubject("client", wanted.ClientId));
        return await audit.DoAsync(
            entry with { Why = wanted.Why ?? entry.Why }, () => access.BlockAsync(wanted.ClientId, wanted.Why, cancellationToken),
            done => done ? null : "too many are blocked", cancellationToken)
            ? TypedResults.NoContent()
            : Problem.Unprocessable($"{ProvisioningLimits.BlocksMax} client ids are blocked already: unblock some.", Refusal.BlocksFull);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnblockAsync(
        HttpContext http, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        (BlockRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<BlockRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (!access.Blocked.Any(client => client.ClientId == wanted.ClientId)) return NotBlocked();
        return await audit.DoAsync(
            http.Entry(AuditActions.StrangerUnblocked, new AuditSubject("client", wanted.ClientId)),
            () => access.UnblockAsync(wanted.ClientId, cancellationToken), done => done ? null : "it was not blocked any more", cancellationToken)
            ? TypedResults.NoContent()
            : NotBlocked();
    }

    private static ProblemHttpResult NotBlocked() => Problem.NotFound("This client id is not blocked.", Refusal.NotBlocked);
}
