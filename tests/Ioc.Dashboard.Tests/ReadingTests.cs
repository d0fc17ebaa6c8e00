using System.Net;
using System.Text.Json;
using Ioc.Devices.Alerts;

namespace Ioc.Dashboard.Tests;

/// <summary>What a viewer reads: devices, series, alerts, units, rejections, system.</summary>
public sealed class ReadingTests : IClassFixture<SharedServer>, IDisposable
{
    private readonly DashboardServer _server;
    private readonly HttpClient _viewer;

    public ReadingTests(SharedServer shared)
    {
        _server = shared.Server;
        _viewer = _server.Client("viewer");
        // What another test asked must not pass for this one's.
        (_server.Series.Asked, _server.Alerts.Asked) = (null, null);
    }

    public void Dispose() => _viewer.Dispose();

    [Theory]
    [InlineData("", "ap-1 ls-1 ls-2 ls-3 st-1")]
    [InlineData("?kind=hotspot", "ap-1")]
    [InlineData("?health=offline", "ls-2")]
    [InlineData("?unit=14759", "ls-2 ls-3 st-1")]
    [InlineData("?unit=14759-1", "ls-2")]
    [InlineData("?q=ban+doan", "ls-2")]
    [InlineData("?q=%C4%91%C3%ACnh", "ls-1")]
    [InlineData("?q=imei-0099", "ls-3")]
    [InlineData("?q=%25_%27%3B", "")]
    [InlineData("?kind=loudspeaker&health=ok&unit=38", "ls-1 ls-3")]
    public async Task Devices_are_filtered(string query, string expected)
    {
        JsonElement page = await (await _viewer.GetAsync("/api/v1/devices" + query)).JsonAsync();
        Assert.Equal(expected, string.Join(' ', page.GetProperty("items").Strings("id")));
        Assert.Equal(page.GetProperty("items").GetArrayLength(), page.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Pages_join_to_the_whole_list()
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            JsonElement page = await (await _viewer.GetAsync($"/api/v1/devices?pageSize=2{(cursor is null ? "" : "&cursor=" + cursor)}")).JsonAsync();
            ids.AddRange(page.GetProperty("items").Strings("id"));
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        Assert.Equal(["ap-1", "ls-1", "ls-2", "ls-3", "st-1"], ids);
    }

    [Theory]
    [InlineData("/api/v1/devices?kind=toaster", "loudspeaker, hotspot, site")]
    [InlineData("/api/v1/devices?health=", "use unknown, ok")]
    [InlineData("/api/v1/devices?health=OK", "use unknown, ok")]
    [InlineData("/api/v1/devices?health=1", "use unknown, ok")]
    [InlineData("/api/v1/devices?kind=site&kind=hotspot", "unknown")]
    [InlineData("/api/v1/devices?unit=99", "GET /api/v1/units")]
    [InlineData("/api/v1/devices?limit=5", "Unknown parameter")]
    [InlineData("/api/v1/devices?pageSize=0", "1 to 1000")]
    [InlineData("/api/v1/devices?pageSize=1001", "1 to 1000")]
    [InlineData("/api/v1/devices?pageSize=-1", "1 to 1000")]
    [InlineData("/api/v1/devices?pageSize=1e3", "1 to 1000")]
    [InlineData("/api/v1/devices?cursor=%00", "cursor")]
    [InlineData("/api/v1/devices?cursor=a/b", "cursor")]
    [InlineData("/api/v1/devices?q=", "1 to 200")]
    [InlineData("/api/v1/devices?q=a%0Ab", "control")]
    [InlineData("/api/v1/devices?kind=x&health=y&pageSize=z", "health \"y\"")]
    [InlineData("/api/v1/series", "device: give 1 to 100")]
    [InlineData("/api/v1/series?device=ls-1&unit=1&metric=clients", "unit")]
    [InlineData("/api/v1/series?unit=nowhere&metric=clients", "Unknown units: nowhere")]
    [InlineData("/api/v1/series?kind=lamp&metric=clients", "lamp")]
    [InlineData("/api/v1/series?device=ls-1", "metric: give 1 to 32")]
    [InlineData("/api/v1/series?device=nobody&metric=clients", "Unknown devices: nobody")]
    [InlineData("/api/v1/series?device=ls-1&metric=a'b", "A-Z a-z")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&from=1000&to=1000", "before")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&from=yesterday", "ISO 8601")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&from=2026-11-22T08:00:00", "offset")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&from=99999999999999999999", "ISO 8601")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&step=-1", "step")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&step=1&from=0&to=86400000", "points")]
    [InlineData("/api/v1/series?device=ls-1&metric=clients&from=0", "3660 days")]
    [InlineData("/api/v1/alerts?open=yes", "true or false")]
    [InlineData("/api/v1/alerts?state=open", "raised, acknowledged, cleared")]
    [InlineData("/api/v1/alerts?severity=bad", "critical")]
    [InlineData("/api/v1/alerts?condition=rain", "offline")]
    [InlineData("/api/v1/alerts?device=%27%3B--", "device id")]
    [InlineData("/api/v1/units?level=district", "level")]
    [InlineData("/api/v1/units?parent=0", "parent")]
    [InlineData("/api/v1/rejections?cursor=x", "cursor")]
    [InlineData("/api/v1/broadcasts?cursor=none", "cursor")]
    [InlineData("/api/v1/alerts?cursor=none", "cursor")]
    public async Task A_bad_query_is_a_400_that_says_what_to_do(string path, string detail)
    {
        Assert.Contains(detail, await (await _viewer.GetAsync(path)).ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_devices_or_metrics_are_refused()
    {
        string devices = string.Join('&', Enumerable.Range(0, 101).Select(i => $"device=d{i}"));
        Assert.Contains("1 to 100", await (await _viewer.GetAsync($"/api/v1/series?{devices}&metric=clients")).ProblemAsync(HttpStatusCode.BadRequest));
        string metrics = string.Join('&', Enumerable.Range(0, 33).Select(i => $"metric=m{i}"));
        Assert.Contains("1 to 32", await (await _viewer.GetAsync($"/api/v1/series?device=ls-1&{metrics}")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_device_shows_its_twin_and_its_telemetry_as_it_came()
    {
        JsonElement twin = await (await _viewer.GetAsync("/api/v1/devices/ls-1")).JsonAsync();
        Assert.Equal("ls-1", twin.GetProperty("device").GetProperty("id").GetString());
        Assert.Equal(4, twin.GetProperty("device").GetProperty("loudspeaker").GetProperty("horns").GetInt32());
        Assert.Equal(41.5, twin.GetProperty("telemetry").GetProperty("temperature_c").GetDouble());
        Assert.Equal("kept", twin.GetProperty("telemetry").GetProperty("vendor_field").GetString());
        Assert.Equal("ok", twin.GetProperty("health").GetString());
    }

    [Theory]
    [InlineData("/api/v1/devices/nobody")]
    [InlineData("/api/v1/devices/%2e%2e%2fetc")]
    [InlineData("/api/v1/alerts/none")]
    [InlineData("/api/v1/broadcasts/none")]
    [InlineData("/api/v1/broadcasts/none/deliveries")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/devices")]
    public async Task What_is_not_there_is_a_404(string path) => await (await _viewer.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound);

    [Theory]
    [InlineData("", "text/csv", "buckets Csv ls-1+clients")]
    [InlineData("&raw=true&header=false", "text/csv", "points CsvRest ls-1+clients")]
    [InlineData("&format=line&raw=true", "text/plain", "points Line ls-1+clients")]
    public async Task An_export_is_a_file_of_what_was_asked(string rest, string type, string text)
    {
        HttpResponseMessage answer = await _viewer.GetAsync("/api/v1/series/export?device=ls-1&metric=clients" + rest);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(text, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_export_that_cannot_be_is_refused_before_it_begins() =>
        Assert.Contains("format", await (await _viewer.GetAsync("/api/v1/series/export?device=ls-1&metric=clients&format=xml")).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Telemetry_says_what_it_takes_and_whether_the_journal_refuses()
    {
        using HttpClient engineer = _server.Client("administrator");
        JsonElement answer = await (await engineer.GetAsync("/api/v1/telemetry")).JsonAsync();
        Assert.Equal(12, answer.GetProperty("fullInDays").GetInt32());
        Assert.Equal(["raw", "1min"], answer.GetProperty("levels").Strings("name"));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("refusing").ValueKind);
        _server.Intake.Refusal = "full";
        answer = await (await engineer.GetAsync("/api/v1/telemetry")).JsonAsync();
        Assert.Equal("full", answer.GetProperty("refusing").GetString());
        _server.Intake.Refusal = null;
    }

    [Fact]
    public async Task Series_of_a_kind_say_of_how_many_devices_they_are()
    {
        JsonElement series = (await (await _viewer.GetAsync("/api/v1/series?kind=site&metric=temperature_c")).JsonAsync()).GetProperty("series")[0];
        Assert.Equal("site", series.GetProperty("kind").GetString());
        Assert.Equal(3, series.GetProperty("sum")[0].GetDouble());
        Assert.Equal(2, series.GetProperty("devices")[0].GetInt32());
    }

    [Fact]
    public async Task Series_come_as_columns_with_the_defaults_of_the_contract()
    {
        JsonElement answer = await (await _viewer.GetAsync("/api/v1/series?device=ls-1&device=ls-1&device=ls-2&metric=temperature_c")).JsonAsync();
        Assert.Equal(["ls-1", "ls-2"], answer.GetProperty("series").Strings("device"));
        Assert.Equal(60_000, answer.GetProperty("series")[0].GetProperty("at")[0].GetInt64());
        Assert.Equal(1.5, answer.GetProperty("series")[0].GetProperty("mean")[0].GetDouble());
        Assert.Equal(_server.Time.GetUtcNow(), _server.Series.Asked!.To);
        Assert.Equal(TimeSpan.FromHours(24), _server.Series.Asked.To - _server.Series.Asked.From);
    }

    [Fact]
    public async Task Both_forms_of_time_are_understood()
    {
        await (await _viewer.GetAsync("/api/v1/series?device=ls-1&metric=clients&from=1795334400000&to=2026-11-22T16:00:00+07:00&step=300")).JsonAsync();
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_795_334_400_000), _server.Series.Asked!.From);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), _server.Series.Asked.To);
        Assert.Equal(300, _server.Series.Asked.StepSeconds);
    }

    [Fact]
    public async Task Alerts_take_every_filter_of_the_contract()
    {
        JsonElement page = await (await _viewer.GetAsync(
            "/api/v1/alerts?open=true&state=raised&severity=major&device=ls-1&kind=loudspeaker&unit=38&condition=offline&pageSize=5")).JsonAsync();
        Assert.Equal(["a-1"], page.GetProperty("items").Strings("id"));
        Assert.Equal((true, Severity.Major, "ls-1", "38", 5),
            (_server.Alerts.Asked!.Open, _server.Alerts.Asked.SeverityMin, _server.Alerts.Asked.DeviceId, _server.Alerts.Asked.UnitCode, _server.Alerts.Asked.PageSize));
        JsonElement alert = page.GetProperty("items")[0];
        Assert.Equal(("raised", "major", 19.8), (alert.GetProperty("state").GetString(), alert.GetProperty("severity").GetString(), alert.GetProperty("latitude").GetDouble()));
    }

    [Theory]
    [InlineData("?level=commune", "14758 14759")]
    [InlineData("?parent=14759", "14759-1 14759-2")]
    [InlineData("?q=ham+rong", "14758")]
    [InlineData("?q=muong&level=commune", "14759")]
    public async Task Units_are_filtered(string query, string expected)
    {
        JsonElement page = await (await _viewer.GetAsync("/api/v1/units" + query)).JsonAsync();
        Assert.Equal(expected, string.Join(' ', page.GetProperty("items").Strings("code")));
    }

    [Fact]
    public async Task Rejections_are_counted_by_reason_and_shown_with_their_sample()
    {
        JsonElement answer = await (await _viewer.GetAsync("/api/v1/rejections?pageSize=1")).JsonAsync();
        Assert.Equal(3, answer.GetProperty("counts").GetProperty("not_json").GetInt32());
        Assert.False(answer.GetProperty("counts").TryGetProperty("late", out _));
        Assert.Equal("{\"<script>", answer.GetProperty("items")[0].GetProperty("sample").GetString());
        JsonElement rest = await (await _viewer.GetAsync("/api/v1/rejections?cursor=" + answer.GetProperty("next").GetString())).JsonAsync();
        Assert.Equal(["foreign_topic"], rest.GetProperty("items").Strings("reason"));
    }

    [Fact]
    public async Task The_system_answers_null_for_what_it_does_not_know()
    {
        using HttpClient administrator = _server.Client("administrator");
        JsonElement system = await (await administrator.GetAsync("/api/v1/system")).JsonAsync();
        Assert.Equal(("test", 5, 4), (system.GetProperty("version").GetString(), system.GetProperty("devices").GetInt32(), system.GetProperty("rejectionsTotal").GetInt32()));
        Assert.Equal(JsonValueKind.Null, system.GetProperty("journalBytes").ValueKind);
    }

    [Fact]
    public async Task A_wrong_method_is_a_405_that_names_the_right_ones()
    {
        HttpResponseMessage response = await _viewer.PostAsync("/api/v1/system", null);
        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.Equal("GET", string.Join(",", response.Content.Headers.Allow));
    }
}
