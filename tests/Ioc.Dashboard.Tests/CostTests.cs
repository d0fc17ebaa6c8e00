using System.Net;
using Ioc.Dashboard.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

/// <summary>Whoever has spent everything is refused by every call that costs, and by none that is free.</summary>
public sealed class CostTests : IAsyncLifetime
{
    private const string Name = "administrator";

    /// <summary>Five units come back each second: a cheap call may have one, five calls in a row not each.</summary>
    private const int Tries = 5;

    private DashboardServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await DashboardServer.StartAsync(options => options with { CostPerMinute = CallCost.Whole });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Everything_has_a_cost_or_a_reason_why_it_is_free()
    {
        Assert.Equal(AccessTable.Operations.Keys.Order(StringComparer.Ordinal), CostTable.Operations.Keys.Order(StringComparer.Ordinal));
        Assert.All(CostTable.Operations, one => Assert.True(one.Value.Units > 0 == one.Value.FreeBecause is null, one.Key));
        string[] free = [.. CostTable.Operations.Where(one => one.Value.Units == 0 && AccessTable.Operations[one.Key].Where != AccessWhere.Open).Select(one => one.Key).Order(StringComparer.Ordinal)];
        Assert.Equal(["live.Unsubscribe", "readBaseMap", "signOut"], free);
    }

    [Fact]
    public async Task Every_call_takes_what_the_table_says_from_whoever_calls()
    {
        var wrong = new List<string>();
        foreach (AccessProbe probe in AccessMatrix.Probes.Where(probe => probe.Method.Length > 0))
        {
            bool refused = false;
            for (int i = 0; i < Tries && !refused; i++)
            {
                Spend();
                using HttpClient client = _server.Client(Name);
                using var request = new HttpRequestMessage(new HttpMethod(probe.Method), probe.Path) { Content = probe.Body is null ? null : DashboardServer.Json(probe.Body) };
                using HttpResponseMessage answer = await client.SendAsync(request, Stop);
                refused = answer.StatusCode == HttpStatusCode.TooManyRequests;
                Assert.True(!refused || answer.Headers.RetryAfter is not null, $"{probe}: when again?");
            }

            if (refused != CostTable.Operations[probe.Operation].Units > 0) wrong.Add($"{probe} is {(refused ? "refused" : "done for nothing")}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Subscriptions_cost_on_an_open_line_too()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, Name + "-token", Stop);
        string answer = "";
        for (int i = 0; i < Tries && !answer.Contains("Too much", StringComparison.Ordinal); i++)
        {
            Spend();
            await client.InvokeAsync("Subscribe", """{"device":"ls-1"}""", Stop);
            answer = (await client.NextAsync(Stop)).GetRawText();
        }

        Assert.Contains("Too much", answer, StringComparison.Ordinal);
    }

    private void Spend()
    {
        CostLimiter limiter = _server.Services.GetRequiredService<CostLimiter>();
        while (limiter.TryTake(AuditTests.CallOf(Name), new CallCost(1, SharesAddress: false)))
        {
            // Until the account has nothing left.
        }
    }
}
