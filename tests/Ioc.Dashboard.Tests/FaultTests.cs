using System.Net;
using System.Text.Json;
using Ioc.Dashboard.Tests.Fakes;
using Ioc.Silo.Influx;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task A_fault_of_ours_tells_a_stranger_nothing_and_the_log_everything()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(worriesExpected: true);
        server.Engine.Fault = new InvalidOperationException("secret of the inside");
        string detail = await (await server.Client("viewer").GetAsync("/api/v1/devices/ls-1")).ProblemAsync(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("secret", detail);
        Assert.Contains(server.Log.Worries, worry => worry.Contains("secret of the inside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Readiness_follows_the_journal_and_says_why()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.Client().GetAsync("/readyz")).StatusCode);
        server.Intake.Refusal = "the disk is full";
        Assert.Equal("the disk is full", await (await server.Client().GetAsync("/readyz")).ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(HttpStatusCode.OK, (await server.Client().GetAsync("/healthz")).StatusCode);
    }

    [Fact]
    public async Task Readiness_and_the_api_say_which_store_is_away_and_for_how_long_there_is_room()
    {
        var forwarding = new FakeForwarding();
        var figures = new FakeFigures();
        await using DashboardServer server = await DashboardServer.StartAsync(add: services => services.AddSingleton<ITelemetryForwarding>(forwarding).AddSingleton<ISystemFigures>(figures));
        Task<HttpResponseMessage> ReadyAsync() => server.Client().GetAsync("/readyz");
        Assert.Equal("\"ready\"", await (await ReadyAsync()).Content.ReadAsStringAsync());

        figures.Figures = figures.Figures with { StoreTrouble = "disk is full", JournalBytes = 500, JournalSecondsLeft = 7_200 };
        Assert.Contains(
            "(disk is full); the journal keeps everything: 50 % of its quota used, 02:00:00 left at the present rate",
            await (await ReadyAsync()).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        figures.Figures = new FakeFigures().Figures;

        forwarding.State = forwarding.State with { Problem = "connection refused", RowsWaiting = 40, WaitingPercent = 40, TimeLeft = TimeSpan.FromHours(30) };
        string said = await (await ReadyAsync()).Content.ReadAsStringAsync();
        Assert.Contains("connection refused; 40 % of what may wait, 1.06:00:00 left at the present rate", said, StringComparison.Ordinal);
        JsonElement wire = (await (await server.Client("administrator").GetAsync("/api/v1/telemetry")).JsonAsync()).GetProperty("forwarding");
        Assert.Equal("40 40 108000", $"{wire.GetProperty("rowsWaiting")} {wire.GetProperty("waitingPercent")} {wire.GetProperty("secondsLeft")}");

        // Nearer to its bound than the journal: it is this that makes devices wait.
        forwarding.State = forwarding.State with { WaitingPercent = 100, TimeLeft = null };
        figures.Figures = figures.Figures with { JournalRoom = "none" };
        Assert.Contains(
            "connection refused; 100 % of what may wait; devices wait and nothing is acknowledged",
            await (await ReadyAsync()).ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_whose_beginning_nobody_answers_for_is_refused_in_words_before_its_first_byte()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        server.Export.IsAway = true;
        HttpResponseMessage answer = await server.Client("administrator").GetAsync("/api/v1/series/export?device=ls-1&metric=supply_mv&raw=true");
        Assert.Contains("nothing came within 15 s", await answer.ProblemAsync(HttpStatusCode.ServiceUnavailable), StringComparison.Ordinal);
    }
}
