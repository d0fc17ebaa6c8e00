using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Ioc.Dashboard.Broadcasting;
using Ioc.Devices.Broadcasts;

namespace Ioc.Dashboard.Tests;

public sealed class BroadcastTests
{
    private const string Speech = "/usr/bin/espeak-ng";

    [Theory]
    [InlineData("""{"units":["38"]}""", 3, 2, 1500, "ls-2")]
    [InlineData("""{"units":["38","14758","14759"]}""", 3, 2, 1500, "ls-2")]
    [InlineData("""{"units":["14759"],"devices":["ls-2"]}""", 2, 1, 500, "ls-2")]
    [InlineData("""{"devices":["ls-2","ls-2","ls-1"]}""", 2, 1, 200, "ls-2")]
    [InlineData("""{"units":["14758"]}""", 1, 1, 1000, "")]
    public async Task A_preview_says_whom_it_would_reach(string body, int clusters, int online, int people, string offline)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        JsonElement preview = await (await server.Client("operator").PostAsync("/api/v1/broadcasts/preview", DashboardServer.Json(body))).JsonAsync();
        Assert.Equal((clusters, online, people), (preview.GetProperty("clusters").GetInt32(), preview.GetProperty("online").GetInt32(), preview.GetProperty("people").GetInt32()));
        Assert.Equal(offline, string.Join(' ', preview.GetProperty("offline").EnumerateArray().Select(id => id.GetString())));
    }

    [Theory]
    [InlineData("""{}""", HttpStatusCode.BadRequest, "at least one")]
    [InlineData("""{"units":["99"]}""", HttpStatusCode.UnprocessableEntity, "99")]
    [InlineData("""{"devices":["ap-1"]}""", HttpStatusCode.UnprocessableEntity, "Not loudspeakers")]
    [InlineData("""{"units":[null]}""", HttpStatusCode.UnprocessableEntity, "Unknown")]
    public async Task Targets_that_do_not_exist_are_named(string body, HttpStatusCode expected, string detail)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        Assert.Contains(detail, await (await server.Client("operator").PostAsync("/api/v1/broadcasts/preview", DashboardServer.Json(body))).ProblemAsync(expected));
    }

    [Fact]
    public async Task Without_a_speech_program_the_notice_is_sent_and_said()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client("operator");
        HttpResponseMessage ordered = await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-1")));
        JsonElement broadcast = await ordered.JsonAsync(HttpStatusCode.Created);
        Assert.Equal("/api/v1/broadcasts/b-1", ordered.Headers.Location!.ToString());
        Assert.Equal(("notice", "operator", 2), (broadcast.GetProperty("audioKind").GetString(), broadcast.GetProperty("createdBy").GetString(), broadcast.GetProperty("total").GetInt32()));
        Assert.Equal(4.2, broadcast.GetProperty("audioSeconds").GetDouble());
        Assert.Equal(server.Time.GetUtcNow().AddSeconds(900), broadcast.GetProperty("expiresAt").GetDateTimeOffset());

        JsonElement again = await (await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-1", text: "khác")))).JsonAsync();
        Assert.Equal("Thông báo", again.GetProperty("text").GetString());
        Assert.Single(server.Broadcasts.All);
        JsonElement cancelled = await (await client.PostAsync("/api/v1/broadcasts/b-1/cancel", null)).JsonAsync();
        Assert.Equal("operator", cancelled.GetProperty("cancelledBy").GetString());
        JsonElement rows = await (await client.GetAsync("/api/v1/broadcasts/b-1/deliveries?state=finished")).JsonAsync();
        Assert.Equal(["ls-2"], rows.GetProperty("items").Strings("deviceId"));
    }

    [Fact]
    public async Task Broadcasts_page_by_id()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client("operator");
        foreach (string id in new[] { "b-1", "b-2", "b-3" }) await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order(id)));
        JsonElement first = await (await client.GetAsync("/api/v1/broadcasts?pageSize=2")).JsonAsync();
        Assert.Equal(["b-3", "b-2"], first.GetProperty("items").Strings("id"));
        await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-4")));
        JsonElement rest = await (await client.GetAsync("/api/v1/broadcasts?cursor=" + first.GetProperty("next").GetString())).JsonAsync();
        Assert.Equal(["b-1"], rest.GetProperty("items").Strings("id"));
    }

    [Theory]
    [InlineData("\"level\":\"routine\"", "\"level\":\"loud\"", "routine, priority, emergency")]
    [InlineData("\"text\":\"Thông báo\"", "\"text\":\"\"", "text needs")]
    [InlineData("\"text\":\"Thông báo\"", "\"text\":\" \\n \"", "text needs")]
    [InlineData("\"text\":\"Thông báo\"", "\"text\":\"a\\u0000b\"", "text needs")]
    [InlineData("\"text\":\"Thông báo\"", "\"text\":\"a\\u001b[0m\"", "text needs")]
    [InlineData("\"title\":\"T\"", "\"title\":\"a\\nb\"", "title needs")]
    [InlineData("\"volumePercent\":70", "\"volumePercent\":0", "volumePercent")]
    [InlineData("\"volumePercent\":70", "\"volumePercent\":101", "volumePercent")]
    [InlineData("\"expiresInSeconds\":900", "\"expiresInSeconds\":59", "expiresInSeconds")]
    [InlineData("\"expiresInSeconds\":900", "\"expiresInSeconds\":86401", "expiresInSeconds")]
    [InlineData("\"id\":\"b-1\"", "\"id\":\"../b\"", "id has")]
    [InlineData("\"units\":[\"38\"]", "\"units\":[]", "at least one")]
    public async Task A_bad_order_is_refused_before_anything_is_stored(string good, string bad, string detail)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        string order = Order("b-1");
        Assert.Contains(good, order);
        HttpResponseMessage response = await server.Client("operator").PostAsync("/api/v1/broadcasts", DashboardServer.Json(order.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(detail, await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Empty(server.Broadcasts.All);
        Assert.False(Directory.Exists(Path.Combine(server.DataDirectory, "media")));
    }

    [Fact]
    public async Task A_text_of_4_000_characters_passes_and_one_more_does_not()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        using HttpClient client = server.Client("operator");
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-1", new string('ộ', 4_000))))).StatusCode);
        await (await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-2", new string('ộ', 4_001))))).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Espeak_speaks_the_text_and_frames_a_drill()
    {
        if (!File.Exists(Speech)) Assert.Skip("espeak-ng is not installed");
        await using DashboardServer server = await DashboardServer.StartAsync(options => options with { SpeechProgram = Speech });
        using HttpClient client = server.Client("operator");
        await (await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("real")))).JsonAsync(HttpStatusCode.Created);
        await (await client.PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("drill", exercise: true)))).JsonAsync(HttpStatusCode.Created);
        Broadcast real = server.Broadcasts.All[1].Broadcast;
        Broadcast drill = server.Broadcasts.All[0].Broadcast;
        Assert.InRange(real.AudioSeconds, 0.4, 3);
        Assert.True(drill.AudioSeconds > real.AudioSeconds + 2, $"{drill.AudioSeconds} s for the drill, {real.AudioSeconds} s for the real thing");

        byte[] wav = await server.Client().GetByteArrayAsync(real.AudioPath);
        Assert.Equal(real.AudioSha256, Convert.ToHexStringLower(SHA256.HashData(wav)));
        Assert.Equal(real.AudioSeconds, WavFile.Seconds(wav)!.Value, 3);
        JsonElement shown = await (await client.GetAsync("/api/v1/broadcasts/real")).JsonAsync();
        Assert.Equal("speech", shown.GetProperty("audioKind").GetString());
    }

    [Fact]
    public async Task A_speech_program_that_fails_gives_the_notice()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(options => options with { SpeechProgram = "/bin/false" }, worriesExpected: true);
        JsonElement broadcast = await (await server.Client("operator").PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-1")))).JsonAsync(HttpStatusCode.Created);
        Assert.Equal("notice", broadcast.GetProperty("audioKind").GetString());
        Assert.NotEmpty(server.Log.Worries);
    }

    [Fact]
    public async Task Audio_is_served_in_ranges_and_only_under_its_own_name()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await server.Client("operator").PostAsync("/api/v1/broadcasts", DashboardServer.Json(Order("b-1")));
        using HttpClient device = server.Client();
        string path = server.Broadcasts.All[0].Broadcast.AudioPath;
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(0, 3);
        HttpResponseMessage part = await device.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("RIFF", await part.Content.ReadAsStringAsync());
        Assert.Contains("immutable", part.Headers.CacheControl!.ToString());
        File.WriteAllText(Path.Combine(server.DataDirectory, "media", "secret.txt"), "secret");
        foreach (string name in new[] { "secret.txt", "..%2fsecret.txt", "%2e%2e%2fwwwroot%2findex.html", path[7..].ToUpperInvariant(), path[7..^4], new string('0', 64) + ".wav" })
            await (await device.GetAsync("/media/" + name)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public void The_recorded_notice_is_the_same_everywhere()
    {
        Assert.Equal(4.2, WavFile.Seconds(RecordedNotice.Wav.Span));
        Assert.True(RecordedNotice.Is(Convert.ToHexStringLower(SHA256.HashData(RecordedNotice.Wav.Span))));
        Assert.Null(WavFile.Seconds(RecordedNotice.Wav.Span[..^1]));
        Assert.Null(WavFile.Seconds("RIFFxxxxWAVEdata\u0004\0\0\0abcd"u8));
        Assert.Null(WavFile.Seconds([]));
    }

    private static string Order(string id, string text = "Thông báo", bool exercise = false) =>
        $$"""{"id":"{{id}}","level":"routine","title":"T","text":"{{text}}","exercise":{{(exercise ? "true" : "false")}},"units":["38"],"devices":[],"volumePercent":70,"expiresInSeconds":900}""";
}
