using System.Net;
using System.Text.Json;
using Ioc.Dashboard.History;
using Ioc.Devices.Twins;

namespace Ioc.Dashboard.Tests;

public sealed class CountsTests
{
    [Fact]
    public async Task Every_minute_is_a_point_and_the_hour_has_no_more()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        Assert.Equal(0, (await ReadAsync(server, "")).GetArrayLength());
        await AdvanceAsync(server, points: 1);
        server.Engine.Change(1, Health.Faulty);
        await AdvanceAsync(server, points: 2);
        JsonElement points = await ReadAsync(server, "");
        int[] before = Loudspeakers(points[0]), after = Loudspeakers(points[1]);
        Assert.Equal((0, 1), (before[(int)Health.Faulty], after[(int)Health.Faulty]));
        Assert.Equal(before[(int)Health.Ok] - 1, after[(int)Health.Ok]);
        for (int point = 3; point <= CountsHistory.SamplesMax; point++) await AdvanceAsync(server, point);
        await AdvanceAsync(server, CountsHistory.SamplesMax);
        points = await ReadAsync(server, "");
        Assert.Equal(TimeSpan.FromMinutes(60), points[points.GetArrayLength() - 1].GetProperty("at").GetDateTimeOffset() - points[0].GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_unit_counts_its_own_devices_with_all_below_it()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await AdvanceAsync(server, points: 1);
        int all = Loudspeakers((await ReadAsync(server, ""))[0]).Sum();
        Assert.Equal(all, Loudspeakers((await ReadAsync(server, "?unit=38"))[0]).Sum());
        Assert.InRange(Loudspeakers((await ReadAsync(server, "?unit=14758"))[0]).Sum(), 1, all - 1);
        await (await server.Client("viewer").GetAsync("/api/v1/counts?unit=nowhere")).ProblemAsync(HttpStatusCode.BadRequest);
    }

    /// <summary>A minute later; waits until the history has as many points, the last of them of this minute.</summary>
    private static async Task AdvanceAsync(DashboardServer server, int points)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        server.Time.Advance(TimeSpan.FromMinutes(1));
        var history = (CountsHistory)server.Services.GetService(typeof(CountsHistory))!;
        while (history.Read(null) is not { } read || read.Count != points || read[^1].At != server.Time.GetUtcNow())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<JsonElement> ReadAsync(DashboardServer server, string query) =>
        (await (await server.Client("viewer").GetAsync("/api/v1/counts" + query)).JsonAsync()).GetProperty("points");

    private static int[] Loudspeakers(JsonElement point) =>
        [.. point.GetProperty("kinds").EnumerateArray().Single(kind => kind.GetProperty("kind").GetString() == "loudspeaker").GetProperty("byHealth").EnumerateArray().Select(one => one.GetInt32())];
}
