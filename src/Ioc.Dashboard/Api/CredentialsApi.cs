using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>New credentials for devices, and none: the only answers that hold a secret, and each is given once.</summary>
internal static class CredentialsApi
{
    private const string Removed = "a device was removed meanwhile";

    public static void Map(RouteGroupBuilder devices)
    {
        devices.MapPost("/{id}/credential", RotateAsync).WithMetadata(new AuditedAs(AuditActions.CredentialRotated))
            .Describe("rotateCredential", "A new credential for one device",
                "Shown this once. Without graceHours the former one ends at once; with it, at the first use of the new one, or then.", 400, 404, 415);
        devices.MapDelete("/{id}/credential", RevokeAsync).WithMetadata(new AuditedAs(AuditActions.CredentialRevoked))
            .Describe("revokeCredential", "Revoke a device's access", "Nothing opens any more, no certificate either; an open connection ends within a second.", 404);
        devices.MapPost("/credentials", RotateManyAsync).BodyUpTo(DashboardLimits.CredentialsBytesMax)
            .WithMetadata(new AuditedAs(AuditActions.CredentialRotated)).Accepts<CredentialsRequest>("application/json")
            .Describe("rotateCredentials", "New credentials for many devices", "At most 5,000; all or none: an unknown id changes nothing (422).", 400, 413, 415, 422);
        DeviceAccessApi.Map(devices);
    }

    private static async Task<Results<Ok<CredentialWire>, ProblemHttpResult>> RotateAsync(
        string id, HttpContext http, IRegistry registry, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        int? graceHours = null;
        if (http.Request.ContentLength is > 0 || http.Request.ContentType is not null)
        {
            (CredentialRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<CredentialRequest>(http.Request, cancellationToken);
            if (wanted is null) return refusal!;
            graceHours = wanted.GraceHours;
        }

        if (Grace(graceHours, out TimeSpan grace) is { } wrong) return wrong;
        if (DevicesApi.Find(id, Callers.Territory(http, registry.Current), registry.Current) is not { } device) return DevicesApi.NoSuchDevice();
        AuditEntry entry = http.Entry(AuditActions.CredentialRotated, AuditSubject.Device(id), device.UnitCode) with
        {
            Before = new { access.Of(id).Credential }, After = new { graceHours = grace.TotalHours },
        };
        return await audit.DoAsync(entry, () => access.RotateAsync([id], grace, cancellationToken), made => made is null ? Removed : null, cancellationToken) is [var credential]
            ? TypedResults.Ok(new CredentialWire(id, credential))
            : DevicesApi.NoSuchDevice();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string id, HttpContext http, IRegistry registry, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        if (DevicesApi.Find(id, Callers.Territory(http, registry.Current), registry.Current) is not { } device) return DevicesApi.NoSuchDevice();
        AuditEntry entry = http.Entry(AuditActions.CredentialRevoked, AuditSubject.Device(id), device.UnitCode) with { Before = access.Of(id) };
        return await audit.DoAsync(entry, () => access.RevokeAsync(id, cancellationToken), done => done ? null : Removed, cancellationToken) ? TypedResults.NoContent() : DevicesApi.NoSuchDevice();
    }

    private static async Task<Results<Ok<CredentialsAnswer>, ProblemHttpResult>> RotateManyAsync(
        HttpContext http, IRegistry registry, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        (CredentialsRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<CredentialsRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        IReadOnlyList<string> ids = wanted.DeviceIds;
        if (ids.Count is 0 or > DashboardLimits.CredentialsMax) return Problem.BadRequest($"deviceIds needs 1 to {DashboardLimits.CredentialsMax} ids.");
        if (ids.Distinct(StringComparer.Ordinal).Count() != ids.Count) return Problem.BadRequest("deviceIds names a device twice: name each once.");
        if (Grace(wanted.GraceHours, out TimeSpan grace) is { } wrong) return wrong;
        RegistrySnapshot current = registry.Current;
        Territory territory = Callers.Territory(http, current);
        if (Unknown.Refuse(ids, id => DevicesApi.Find(id, territory, current) is not null, "devices") is { } unknown) return unknown;

        IReadOnlyList<AuditEntry> entries = RegistryAudit.Ids(http.Entry(AuditActions.CredentialRotated) with { After = new { graceHours = grace.TotalHours } }, current, ids);
        // Between the look above and the write a device may be removed; then none is changed.
        return await audit.DoAsync(entries, () => access.RotateAsync(ids, grace, cancellationToken), made => made is null ? Removed : null, cancellationToken) is { } fresh
            ? TypedResults.Ok(new CredentialsAnswer([.. ids.Zip(fresh, (id, credential) => new CredentialWire(id, credential))]))
            : Problem.Unprocessable("A device was removed meanwhile: ask again.", Refusal.DeviceGone);
    }

    private static ProblemHttpResult? Grace(int? hours, out TimeSpan grace)
    {
        grace = TimeSpan.FromHours(hours ?? 0);
        return hours is null or (>= 0 and <= ProvisioningLimits.GraceHoursMax)
            ? null
            : Problem.BadRequest($"graceHours is {hours}: give 0 to {ProvisioningLimits.GraceHoursMax}.");
    }
}
