using System.Globalization;
using Ioc.Dashboard.Metrics;
using Ioc.Dashboard.Problems;
using Ioc.Silo.Audit;
using Ioc.Silo.Influx;
using Ioc.Silo.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Ioc.Dashboard.Api;

/// <summary>What machines ask: is the process alive, does it take work, how does it do.</summary>
internal static class ProbesApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", Alive).WithTags("Probes")
            .WithName("alive").WithSummary("Is the process alive").WithDescription("Answers as long as the process can answer anything.");
        app.MapGet("/readyz", Ready).WithTags("Probes")
            .WithName("ready").WithSummary("Does it take work").WithDescription("503 while starting, stopping, when the journal refuses entries, or when an outside broker is away.").ProducesProblem(503);
        app.MapGet("/metrics", Metrics).WithTags("Probes").Produces<string>(200, PrometheusText.ContentType)
            .WithName("metrics").WithSummary("Metrics in Prometheus text").WithDescription("Open to this machine; others need an account that sees the whole centre.").ProducesProblem(401);
    }

    private static Ok<string> Alive(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok("alive");
    }

    private static Results<Ok<string>, ProblemHttpResult> Ready(HttpResponse response, IIntake intake, IAuditLog audit, IHostApplicationLifetime lifetime, IServiceProvider services)
    {
        response.Headers.CacheControl = "no-store";
        if (!lifetime.ApplicationStarted.IsCancellationRequested) return Problem.Unavailable("Starting.", Refusal.NotReady);
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Problem.Unavailable("Stopping.", Refusal.NotReady);
        if (!intake.IsAccepting(out string? reason)) return Problem.Unavailable(reason ?? "The journal refuses entries.", Refusal.NotReady);
        if (((ISystemFigures?)services.GetService(typeof(ISystemFigures)))?.Read().DeviceEdgeProblem is { } deaf) return Problem.Unavailable(deaf, Refusal.NotReady);

        // What follows is kept, and everything else works: work is taken, but a person should know.
        if (((ISystemFigures?)services.GetService(typeof(ISystemFigures)))?.Read() is { } figures && TroubleOf(figures) is { } trouble)
            return figures.JournalRoom == "none" ? Problem.Unavailable(trouble, Refusal.NotReady) : TypedResults.Ok(trouble);
        // To whoever asks without an account it says that, not what.
        if (audit.Fault is not null) return TypedResults.Ok("ready, but the audit can't be trusted: ask `ioc doctor`");
        ForwardingState? forwarding = ((ITelemetryForwarding?)services.GetService(typeof(ITelemetryForwarding)))?.State;
        return TypedResults.Ok(forwarding?.Problem is { } problem ? $"ready, but telemetry waits in telemetry.db since {forwarding.Since:O}: {problem}" : "ready");
    }

    /// <summary>Null: the stores take what comes, and the journal has room.</summary>
    private static string? TroubleOf(SystemFigures figures)
    {
        if (figures.StoreTrouble is null && figures.JournalRoom is null or "ample") return null;
        string percent = string.Create(CultureInfo.InvariantCulture, $"{figures.JournalBytes * 100.0 / figures.JournalQuotaBytes:F0} %");
        string left = figures.JournalSecondsLeft is { } seconds ? $", {TimeSpan.FromSeconds(seconds)} left at the present rate" : "";
        string stores = figures.StoreTrouble is { } reason ? $"a store refuses since {figures.StoreTroubleSince:O} ({reason})" : "the stores do not keep up";
        string paid = figures.JournalRoom switch
        {
            "none" => "; devices wait and nothing is acknowledged",
            "scarce" => "; telemetry of QoS 0 is dropped",
            _ => "",
        };
        return $"{(figures.JournalRoom == "none" ? "" : "ready, but ")}{stores}; the journal keeps everything: {percent} of its quota used{left}{paid}";
    }

    private static ContentHttpResult Metrics(HttpResponse response, MeterCollector meters)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Text(meters.Write(), PrometheusText.ContentType);
    }
}
