using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Influx;
using Ioc.Silo.Intake;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Sizes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

internal static class SystemApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/telemetry", ShowTelemetry).WithTags("System")
            .Describe("showTelemetry", "What stored telemetry takes, and how it gets on to its server", "Read at most every ten seconds.", 503);
        api.MapGet("/system", Show).WithTags("System").Describe("showSystem", "How the centre itself does", "Null where this process does not know, and, but for what follows from it, to who may not see the whole system.");
    }

    private static Results<Ok<TelemetryWire>, ProblemHttpResult> ShowTelemetry(IIntake intake, IServiceProvider services)
    {
        if ((ITelemetrySizes?)services.GetService(typeof(ITelemetrySizes)) is not { } sizes) return Problem.Unavailable("This process keeps no telemetry.", Refusal.SeriesAway);
        ForwardingState? forwarding = ((ITelemetryForwarding?)services.GetService(typeof(ITelemetryForwarding)))?.State;
        return TypedResults.Ok(TelemetryWire.Of(sizes.Read(), forwarding, intake.IsAccepting(out string? reason) ? null : reason ?? "The journal refuses entries."));
    }

    private static Ok<SystemWire> Show(
        HttpContext http, DashboardOptions options, StartTime start, IRegistry registry, IRejections rejections, IAuditLog audit, IServiceProvider services)
    {
        RegistrySnapshot snapshot = registry.Current;
        Territory territory = Callers.Territory(http, snapshot);
        SystemFigures? figures = ((ISystemFigures?)services.GetService(typeof(ISystemFigures)))?.Read();
        int devices = territory.IsEverything ? snapshot.DevicesById.Count : snapshot.DevicesById.Values.Count(territory.Covers);
        if (!Caller.Of(http).ReachOf(Permission.SeeSystem).IsEverything)
        {
            // Who watches should know that something is missing, not what the stores of the whole centre say.
            return TypedResults.Ok(new SystemWire(
                options.Version, start.At, devices, snapshot.Version, null, null, null, null, null, null, Hidden(figures?.DeviceEdgeProblem), null, null, figures?.JournalRoom, null,
                Hidden(figures?.StoreTrouble), figures?.StoreTroubleSince, null));
        }

        return TypedResults.Ok(new SystemWire(
            options.Version, start.At, devices, snapshot.Version, figures?.JournalBytes, figures?.StorePosition,
            figures?.JournalPosition, figures?.MessagesTotal, rejections.Counts().Values.Sum(), figures?.Connections,
            figures?.DeviceEdgeProblem,
            figures?.JournalQuotaBytes, figures?.JournalSecondsLeft, figures?.JournalRoom, figures?.MessagesShed, figures?.StoreTrouble, figures?.StoreTroubleSince,
            audit.Fault?.What));
    }

    private static string? Hidden(string? problem) => problem is null ? null : "The centre's engineer sees what it is.";
}
