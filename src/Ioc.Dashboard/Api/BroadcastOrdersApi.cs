using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Broadcasting;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Twins;
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

/// <summary>Before and at the moment of ordering: whom would it reach, and go.</summary>
internal static class BroadcastOrdersApi
{
    public static void Map(RouteGroupBuilder broadcasts)
    {
        broadcasts.MapPost("/preview", PreviewAsync).Accepts<TargetsRequest>("application/json")
            .WithMetadata(new AuditedAs(null))
            .Describe("previewBroadcast", "Whom would it reach", "People: registered people of the units, nested once; for a single device those of its hamlet.", 400, 413, 415, 422);
        broadcasts.MapPost("", OrderAsync).Accepts<BroadcastRequest>("application/json")
            .WithMetadata(new AuditedAs(AuditActions.BroadcastOrdered))
            .Describe("orderBroadcast", "Order a broadcast", "Spoken, stored, journalled; durable when answered. The same id again answers the first order with 200.", 400, 409, 413, 415, 422, 503);
    }

    private static async Task<Results<Ok<PreviewAnswer>, ProblemHttpResult>> PreviewAsync(
        HttpRequest request, IRegistry registry, Overviews overviews, CancellationToken cancellationToken)
    {
        (TargetsRequest? targets, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<TargetsRequest>(request, cancellationToken);
        if (targets is null) return refusal!;
        IReadOnlyList<string> units = targets.Units ?? [];
        IReadOnlyList<string> devices = targets.Devices ?? [];
        if (BroadcastRules.TargetErrors(units, devices) is { Count: > 0 } errors) return Problem.BadRequest(string.Join(" ", errors));
        if (Resolve(Callers.Territory(request.HttpContext, registry.Current), registry.Current, units, devices, out TargetSelection? selection) is { } unknown) return unknown;

        OverviewSnapshot overview = await overviews.CurrentAsync(cancellationToken);
        HashSet<int> silent = [.. overview.Twins.Where(twin => twin.Health is Health.Offline or Health.Unknown).Select(twin => twin.Handle)];
        HashSet<int> known = [.. overview.Twins.Select(twin => twin.Handle)];
        string[] offline = [.. selection!.Clusters.Where(device => silent.Contains(device.Handle) || !known.Contains(device.Handle)).Select(device => device.Id)];
        return TypedResults.Ok(new PreviewAnswer(
            selection.Clusters.Count, selection.Clusters.Count - offline.Length, selection.People, [.. offline.Take(DashboardLimits.PreviewOfflineMax)]));
    }

    private static async Task<Results<Created<BroadcastWire>, Ok<BroadcastWire>, ProblemHttpResult>> OrderAsync(
        HttpContext http, IRegistry registry, IBroadcasts broadcasts, BroadcastAudio audio, IAuditLog audit, TimeProvider time, CancellationToken cancellationToken)
    {
        (BroadcastRequest? order, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<BroadcastRequest>(http.Request, cancellationToken);
        if (order is null) return refusal!;
        if (BroadcastRules.Errors(order) is { Count: > 0 } errors) return Problem.BadRequest(string.Join(" ", errors));

        // A phone that lost the answer orders again with the same id: it gets the first order, and nothing is spoken twice.
        Territory sight = Callers.Sight(http, registry.Current);
        if (order.Id is { } known && await broadcasts.FindAsync(known, cancellationToken) is { } first)
        {
            return sight.Touches(first.Broadcast) ? TypedResults.Ok(BroadcastWire.Of(first, sight)) : Problem.Conflict("Another broadcast has this id: choose another.", Refusal.BroadcastIdTaken);
        }

        if (Resolve(Callers.Territory(http, registry.Current), registry.Current, order.Units ?? [], order.Devices ?? [], out TargetSelection? selection) is { } unknown) return unknown;
        if (selection!.Clusters.Count == 0) return Problem.Unprocessable("No loudspeaker cluster stands in these targets: pick others.", Refusal.NoLoudspeakers);
        if (audio.IsBusy) return Problem.Unavailable("Too many texts are being spoken: order again in a few seconds.", Refusal.SpeechBusy);

        StoredAudio stored = await audio.MakeAsync(order.Text, order.Exercise, cancellationToken);
        Broadcast broadcast = Compose(order, stored, Caller.Of(http).Name, time.GetUtcNow());
        AuditEntry entry = http.Entry(AuditActions.BroadcastOrdered, new AuditSubject("broadcast", broadcast.Id), BroadcastAudit.Unit(broadcast));
        BroadcastBrief brief = await audit.DoAsync(
            entry with { After = BroadcastAudit.Order(broadcast) }, () => broadcasts.OrderAsync(broadcast, cancellationToken),
            first => (first.Broadcast.CreatedBy, first.Broadcast.Text) == (broadcast.CreatedBy, broadcast.Text) ? null : "another one had this id", cancellationToken);
        return TypedResults.Created($"/api/v1/broadcasts/{brief.Broadcast.Id}", BroadcastWire.Of(brief, sight));
    }

    private static Broadcast Compose(BroadcastRequest order, StoredAudio audio, string user, DateTimeOffset now) => new()
    {
        // Version 7: ids sort by time in logs and lists.
        Id = order.Id ?? $"b-{Guid.CreateVersion7(now):N}",
        Level = EnumWords<BulletinLevel>.TryParse(order.Level, out BulletinLevel level)
            ? level
            : throw new System.Diagnostics.UnreachableException("BUG: an unchecked level"),
        Title = order.Title,
        Text = order.Text,
        Exercise = order.Exercise,
        TargetUnits = [.. (order.Units ?? []).Distinct()],
        TargetDevices = [.. (order.Devices ?? []).Distinct()],
        AudioPath = audio.Path,
        AudioSeconds = audio.Seconds,
        AudioSha256 = audio.Sha256,
        VolumePercent = order.VolumePercent,
        CreatedBy = user,
        CreatedAt = now,
        // The clock of expiry starts when the audio is ready: a slow synthesis does not eat the time to play it.
        ExpiresAt = now.AddSeconds(order.ExpiresInSeconds),
    };

    /// <summary>The refusal, or the selection.</summary>
    private static ProblemHttpResult? Resolve(
        Territory territory, RegistrySnapshot registry, IReadOnlyList<string> units, IReadOnlyList<string> devices, out TargetSelection? selection)
    {
        selection = null;
        if (Unknown.Refuse(units, code => registry.Units.ContainsKey(code) && territory.Covers(code), "units") is { } unknownUnits) return unknownUnits;
        if (Unknown.Refuse(devices, id => DevicesApi.Find(id, territory, registry) is not null, "devices") is { } unknownDevices) return unknownDevices;
        string[] mute = [.. devices.Where(id => registry.DevicesById[id].Kind != DeviceKind.Loudspeaker)];
        if (mute.Length > 0)
        {
            string named = string.Join(", ", mute.Take(DashboardLimits.NamedInErrorMax));
            return Problem.Unprocessable($"Not loudspeakers: {named}. Leave them out.", Refusal.NotLoudspeakers, ("names", named));
        }

        selection = new TargetSelection(registry, units, devices);
        return null;
    }
}
