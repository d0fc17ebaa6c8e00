using System.Net;
using System.Text.Json;
using Ioc.Devices.Twins;
using Ioc.Silo.History;

namespace Ioc.Dashboard.Tests;

/// <summary>What a viewer reads about the past: a device's changes and deliveries, a unit's availability, labels, rules.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private static readonly long Now = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private DashboardServer _server = null!;
    private HttpClient _viewer = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DashboardServer.StartAsync();
        _viewer = _server.Client("viewer");
        _server.History.Changes.AddRange(
        [
            new HealthChange(1, Now - 7_200_000, Health.Ok, 0), new HealthChange(1, Now - 1_800_000, Health.Faulty, Condition.SpeakerLineOpen.Bit()),
            new HealthChange(4, Now - 3_600_000, Health.Offline, Condition.Offline.Bit()),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        _viewer.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_device_tells_its_changes_newest_first()
    {
        JsonElement items = (await (await _viewer.GetAsync("/api/v1/devices/ls-1/history")).JsonAsync()).GetProperty("items");
        Assert.Equal(["faulty", "ok"], items.Strings("health"));
        Assert.Equal("speaker-line-open", items[0].GetProperty("reasons")[0].GetString());
        JsonElement older = (await (await _viewer.GetAsync($"/api/v1/devices/ls-1/history?before={Now - 1_800_000}")).JsonAsync()).GetProperty("items");
        Assert.Equal(["ok"], older.Strings("health"));
    }

    [Fact]
    public async Task A_unit_adds_up_the_health_of_its_devices_by_step()
    {
        JsonElement sums = await (await _viewer.GetAsync($"/api/v1/units/14758/availability?from={Now - 7_200_000}&step=3600")).JsonAsync();
        Assert.Equal((2, 2, 3600), (sums.GetProperty("devices").GetInt32(), sums.GetProperty("registered").GetInt32(), sums.GetProperty("step").GetInt32()));
        Assert.Equal("[3600,1800]", sums.GetProperty("ok").GetRawText());
        Assert.Equal("[0,1800]", sums.GetProperty("faulty").GetRawText());
        Assert.Equal("[0,3600]", sums.GetProperty("offline").GetRawText());
        JsonElement speakers = await (await _viewer.GetAsync($"/api/v1/units/14758/availability?from={Now - 7_200_000}&kind=loudspeaker")).JsonAsync();
        Assert.Equal("[0,0]", speakers.GetProperty("offline").GetRawText());
    }

    [Theory]
    [InlineData("/api/v1/units/14758/availability?step=59", "from 60")]
    [InlineData("/api/v1/units/14758/availability?from=0&to=1000&step=60&kind=lamp", "lamp")]
    [InlineData("/api/v1/units/14758/availability?from=1795334400000&to=1795334300000", "before to")]
    [InlineData("/api/v1/units/14758/availability?from=1000&step=60", "steps")]
    [InlineData("/api/v1/units/38/availability?from=1000&step=2678400", "too much at once")]
    [InlineData("/api/v1/devices/ls-1/history?before=soon", "ISO 8601")]
    [InlineData("/api/v1/devices/ls-1/history?pageSize=401", "400")]
    public async Task A_bad_question_is_a_400_that_says_what_to_do(string path, string detail) =>
        Assert.Contains(detail, await (await _viewer.GetAsync(path)).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/v1/devices/nobody/history")]
    [InlineData("/api/v1/devices/nobody/deliveries")]
    [InlineData("/api/v1/units/0/availability")]
    public async Task What_is_not_there_is_a_404(string path) => await (await _viewer.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_device_lists_what_was_sent_to_it()
    {
        using HttpClient person = _server.Client("operator");
        await person.PostAsync("/api/v1/broadcasts", DashboardServer.Json(new { id = "b-1", level = "routine", title = "Lịch tiêm", text = "Sáng mai", units = new[] { "38" } }));
        JsonElement row = (await (await _viewer.GetAsync("/api/v1/devices/ls-2/deliveries")).JsonAsync()).GetProperty("items")[0];
        Assert.Equal(("b-1", "Lịch tiêm", "finished", true), (row.GetProperty("broadcastId").GetString(), row.GetProperty("title").GetString(),
            row.GetProperty("state").GetString(), row.GetProperty("heard").GetBoolean()));
    }

    [Fact]
    public async Task Labels_are_columns_of_positions_and_rules_have_their_bounds()
    {
        var devices = _server.Registry.Current.DevicesById.Values.ToList();
        _server.Registry.Replace(_server.Registry.Current.Units.Values,
            [.. devices.Select(device => device.Id == "ls-1" ? device with { Vendor = "Viettel", Tags = ["flood", "2019"] } : device)]);
        JsonElement labels = await (await _viewer.GetAsync("/api/v1/devices/labels")).JsonAsync();
        int row = labels.GetProperty("handle").EnumerateArray().ToList().FindIndex(handle => handle.GetInt32() == 1);
        Assert.Equal("Viettel", labels.GetProperty("vendors")[labels.GetProperty("vendor")[row].GetInt32()].GetString());
        Assert.Equal(["flood", "2019"], labels.GetProperty("tag")[row].EnumerateArray().Select(tag => labels.GetProperty("tags")[tag.GetInt32()].GetString()));

        JsonElement rules = (await (await _viewer.GetAsync("/api/v1/rules")).JsonAsync()).GetProperty("items");
        JsonElement low = rules.EnumerateArray().First(rule => rule.GetProperty("condition").GetString() == "battery-low");
        Assert.Equal(("battery_percent", false, 20, 30), (low.GetProperty("field").GetString(), low.GetProperty("above").GetBoolean(),
            low.GetProperty("raise").GetInt32(), low.GetProperty("clear").GetInt32()));
        JsonElement words = rules.EnumerateArray().First(rule => rule.GetProperty("condition").GetString() == "speaker-line-open");
        Assert.Equal(JsonValueKind.Null, words.GetProperty("field").ValueKind);
    }
}
