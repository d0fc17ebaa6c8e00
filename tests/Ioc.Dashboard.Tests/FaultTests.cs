using System.Net;

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
}
