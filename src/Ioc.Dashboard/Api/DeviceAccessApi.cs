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

/// <summary>What opens the door for which device, and which certificates stand for it.</summary>
internal static class DeviceAccessApi
{
    private static readonly string[] States = ["none", "set", "rotating", "revoked"];

    public static void Map(RouteGroupBuilder devices)
    {
        devices.MapGet("/access", List)
            .Describe("listDeviceAccess", "What opens the door for which device", "By id; secrets are never listed.", 400);
        devices.MapPut("/{id}/certificates", MapCertificateAsync)
            .WithMetadata(new AuditedAs(AuditActions.CertificateMapped)).Accepts<CertificateRequest>("application/json")
            .Describe("mapCertificate", "Let a client certificate stand for a device", "From then on only mapped certificates do, not its id as common name.", 400, 404, 413, 415, 422);
        devices.MapDelete("/{id}/certificates", UnmapCertificateAsync)
            .WithMetadata(new AuditedAs(AuditActions.CertificateUnmapped))
            .Describe("unmapCertificate", "A certificate no longer stands for a device", "By its identity, as listed; an open connection ends within a second.", 400, 404);
    }

    private static Results<Ok<Page<DeviceAccessWire>>, ProblemHttpResult> List(
        HttpRequest request, [AsParameters] DeviceAccessFilter filter, RegistryIndexes indexes, IDeviceAccess access)
    {
        RegistryIndex index = indexes.Current;
        var check = new QueryCheck(request, "state", "kind", "unit", "q", "pageSize", "cursor");
        if (filter.State is not null && !States.Contains(filter.State)) check.Add($"state \"{PlainText.Clip(filter.State)}\" is unknown: use {string.Join(", ", States)}.");
        DeviceKind? kind = check.Kind(filter.Kind);
        string? unit = check.Unit(filter.Unit, index.Snapshot);
        string? text = check.Text("q", filter.Q) is { } q ? SearchText.Fold(q) : null;
        int pageSize = check.PageSize(filter.PageSize);
        string? after = check.After(filter.Cursor);
        if (check.Failed) return check.Refusal();

        Territory territory = Callers.Territory(request.HttpContext, index.Snapshot);
        HashSet<int>? inUnit = unit is null ? null : [.. index.Snapshot.DevicesIn(unit).Select(device => device.Handle)];
        DeviceAccessWire[] found =
        [
            .. index.Devices.Where((device, i) => territory.Covers(device) && (kind is null || device.Kind == kind) && (inUnit is null || inUnit.Contains(device.Handle))
                    && (text is null || index.DeviceTexts[i].Contains(text, StringComparison.Ordinal)))
                .Select(device => DeviceAccessWire.Of(device, access.Of(device.Id))).Where(row => filter.State is null || row.Credential == filter.State),
        ];
        DeviceAccessWire[] rest = [.. found.Where(row => after is null || string.CompareOrdinal(row.DeviceId, after) > 0).Take(pageSize + 1)];
        return TypedResults.Ok(new Page<DeviceAccessWire>([.. rest.Take(pageSize)], rest.Length > pageSize ? rest[pageSize - 1].DeviceId : null, found.Length));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> MapCertificateAsync(
        string id, HttpContext http, IRegistry registry, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        (CertificateRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<CertificateRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (DevicesApi.Find(id, Callers.Territory(http, registry.Current), registry.Current) is not { } device) return DevicesApi.NoSuchDevice();
        if (CertificateIdentity.Normalise(wanted.Identity, out string problem) is not { } identity) return Problem.BadRequest($"identity: {problem}.", Refusal.CertificateInvalid);
        AuditEntry entry = http.Entry(AuditActions.CertificateMapped, AuditSubject.Device(id), device.UnitCode) with { Before = access.Of(id).Certificates, After = identity };
        return await audit.DoAsync(entry, () => access.MapCertificateAsync(id, identity, cancellationToken), refused => refused?.Words, cancellationToken) is { } refused
            ? ProvisioningRefusals.Of(refused)
            : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnmapCertificateAsync(
        string id, string? identity, HttpContext http, IRegistry registry, IDeviceAccess access, IAuditLog audit, CancellationToken cancellationToken)
    {
        if (CertificateIdentity.Normalise(identity, out string problem) is not { } normal) return Problem.BadRequest($"identity: {problem}.", Refusal.CertificateInvalid);
        if (DevicesApi.Find(id, Callers.Territory(http, registry.Current), registry.Current) is not { } device) return DevicesApi.NoSuchDevice();
        IReadOnlyList<string> before = access.Of(id).Certificates;
        if (!before.Contains(normal)) return NotMapped();
        AuditEntry entry = http.Entry(AuditActions.CertificateUnmapped, AuditSubject.Device(id), device.UnitCode) with { Before = before, After = before.Where(one => one != normal) };
        return await audit.DoAsync(entry, () => access.UnmapCertificateAsync(id, normal, cancellationToken), done => done ? null : "it did not stand for it any more", cancellationToken)
            ? TypedResults.NoContent()
            : NotMapped();
    }

    private static ProblemHttpResult NotMapped() => Problem.NotFound("This certificate does not stand for this device.", Refusal.CertificateUnknown);
}
