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
        ForwardingState? forwarding = ((ITelemetryForwarding?)services.GetService(typeof(ITelemetryForwarding)))?.State;
        if (((ISystemFigures?)services.GetService(typeof(ISystemFigures)))?.Read() is { } figures && TroubleOf(figures, forwarding) is { } trouble)
            return figures.JournalRoom == "none" ? Problem.Unavailable(trouble, Refusal.NotReady) : TypedResults.Ok(trouble);
        // To whoever asks without an account it says that, not what.
        if (audit.Fault is not null) return TypedResults.Ok("ready, but the audit can't be trusted: ask `ioc doctor`");
        return TypedResults.Ok(forwarding?.Problem is null ? "ready" : "ready, but " + WaitOf(forwarding));
    }

    /// <summary>Null: the stores take what comes, and the journal has room.</summary>
    private static string? TroubleOf(SystemFigures figures, ForwardingState? forwarding)
    {
        if (figures.StoreTrouble is null && figures.JournalRoom is null or "ample") return null;
        double percent = figures.JournalBytes * 100.0 / figures.JournalQuotaBytes ?? 0;
        string stores = figures.StoreTrouble is { } reason ? $"a store refuses since {figures.StoreTroubleSince:O} ({reason})" : "the stores do not keep up";
        string kept = figures.StoreTrouble is null && forwarding?.WaitingPercent > percent
            ? WaitOf(forwarding)
            : string.Create(CultureInfo.InvariantCulture, $"{stores}; the journal keeps everything: {percent:F0} % of its quota used{LeftOf(figures.JournalSecondsLeft)}");
        string paid = figures.JournalRoom switch
        {
            "none" => "; devices wait and nothing is acknowledged",
            "scarce" => "; telemetry of QoS 0 is dropped",
            _ => "",
        };
        return $"{(figures.JournalRoom == "none" ? "" : "ready, but ")}{kept}{paid}";
    }

    private static string WaitOf(ForwardingState forwarding) => string.Create(
        CultureInfo.InvariantCulture,
        $"telemetry waits in telemetry.db since {forwarding.Since:O}: {forwarding.Problem ?? "its server does not keep up"}; {forwarding.WaitingPercent ?? 0} % of what may wait{LeftOf((long?)forwarding.TimeLeft?.TotalSeconds)}");

    private static string LeftOf(long? seconds) => seconds is { } left ? $", {TimeSpan.FromSeconds(left)} left at the present rate" : "";

    private static ContentHttpResult Metrics(HttpResponse response, MeterCollector meters)
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.Text(meters.Write(), PrometheusText.ContentType);
    }
}
