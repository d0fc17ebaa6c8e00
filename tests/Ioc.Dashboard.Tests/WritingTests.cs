using System.Net;
using System.Text;
using System.Text.Json;

namespace Ioc.Dashboard.Tests;

public sealed class WritingTests : IAsyncLifetime
{
    private const string GoodDevice =
        """{"id":"ls-9","kind":"loudspeaker","name":"Cụm loa mới","unitCode":"14758","latitude":19.8,"longitude":105.7,"loudspeaker":{"horns":2,"powerWatts":50,"audibleRadiusMetres":300,"groups":[]}}""";

    private DashboardServer _server = null!;
    private HttpClient _administrator = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await DashboardServer.StartAsync();
        _administrator = _server.Client("administrator");
    }

    public async ValueTask DisposeAsync()
    {
        _administrator.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_a_device_answers_can_be_imported_again()
    {
        JsonElement device = (await (await _administrator.GetAsync("/api/v1/devices/st-1")).JsonAsync()).GetProperty("device");
        JsonElement answer = await (await PutDevicesAsync($$"""{"devices":[{{device.GetRawText()}},{{GoodDevice}}]}""")).JsonAsync();
        Assert.Equal((1, 1, 0), (answer.GetProperty("added").GetInt32(), answer.GetProperty("changed").GetInt32(), answer.GetProperty("errors").GetArrayLength()));
        Assert.Equal("Viettel", _server.Registry.Current.DevicesById["st-1"].Site!.Operator);
    }

    [Theory]
    [InlineData("""{"id":"x"}""")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"id":"x","kind":"toaster","name":"n","unitCode":"14758","latitude":1,"longitude":1}""")]
    [InlineData("""{"id":"x","kind":"site","name":"n","unitCode":"nowhere","latitude":1,"longitude":1}""")]
    [InlineData("""{"id":"x","kind":"site","name":"n","unitCode":"14758","latitude":"1","longitude":1}""")]
    [InlineData("""{"id":"x","kind":"site","name":"n","unitCode":"14758","latitude":1,"longitude":1,"colour":"red"}""")]
    [InlineData("""{"id":"x","kind":"loudspeaker","name":"n","unitCode":"14758","latitude":1,"longitude":1,"loudspeaker":{"horns":2}}""")]
    public async Task A_bad_row_stores_nothing_unless_the_good_ones_are_kept(string bad)
    {
        JsonElement refused = await (await PutDevicesAsync($$"""{"devices":[{{GoodDevice}},{{bad}}]}""")).JsonAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(2, Assert.Single(refused.GetProperty("errors").EnumerateArray()).GetProperty("row").GetInt32());
        Assert.False(_server.Registry.Current.DevicesById.ContainsKey("ls-9"));

        JsonElement kept = await (await PutDevicesAsync($$"""{"devices":[{{bad}},{{GoodDevice}}],"keepGood":true}""")).JsonAsync();
        Assert.Equal((1, 1), (kept.GetProperty("added").GetInt32(), Assert.Single(kept.GetProperty("errors").EnumerateArray()).GetProperty("row").GetInt32()));
        Assert.True(_server.Registry.Current.DevicesById.ContainsKey("ls-9"));
        Assert.False(_server.Registry.Current.DevicesById.ContainsKey("x"));
    }

    [Theory]
    [InlineData("null", "rowNotRead", "{}")]
    [InlineData("""{"id":"x","kind":"toaster","name":"n","unitCode":"14758","latitude":1,"longitude":1}""", "rowWordUnknown", """{"field":"kind","value":"toaster","words":"loudspeaker, hotspot, site"}""")]
    [InlineData("""{"id":"x","kind":"site","name":"n","unitCode":"nowhere","latitude":1,"longitude":1}""", "rowUnitUnknown", """{"name":"nowhere"}""")]
    public async Task A_bad_row_says_as_a_type_what_is_wrong_with_it(string bad, string type, string args)
    {
        JsonElement refused = await (await PutDevicesAsync($$"""{"devices":[{{bad}}]}""")).JsonAsync(HttpStatusCode.UnprocessableEntity);
        JsonElement error = Assert.Single(refused.GetProperty("errors").EnumerateArray());
        Assert.Equal(("urn:ioc:problem:" + type, args), (error.GetProperty("type").GetString(), error.GetProperty("args").GetRawText()));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{\"devices\":[", HttpStatusCode.BadRequest)]
    [InlineData("{\"devices\":{}}", HttpStatusCode.BadRequest)]
    [InlineData("{\"devices\":null}", HttpStatusCode.BadRequest)]
    [InlineData("{\"devices\":[],\"devices\":[]}", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_import_is_refused(string body, HttpStatusCode expected) => await (await PutDevicesAsync(body)).ProblemAsync(expected);

    [Fact]
    public async Task Nesting_has_an_end()
    {
        string bomb = new StringBuilder().Append("{\"devices\":").Append('[', 5_000).Append(']', 5_000).Append('}').ToString();
        await (await PutDevicesAsync(bomb)).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_content_type_is_a_415()
    {
        HttpResponseMessage response = await _administrator.PutAsync("/api/v1/devices", new StringContent("{}", Encoding.UTF8, "text/plain"));
        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_over_its_limit_is_a_413()
    {
        string large = $$"""{"units":["{{new string('x', 70_000)}}"],"devices":[]}""";
        await (await _administrator.PostAsync("/api/v1/broadcasts/preview", DashboardServer.Json(large))).ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        string import = $$"""{"devices":[{{string.Join(',', Enumerable.Repeat(GoodDevice, 400))}}]}""";
        Assert.True(import.Length > 70_000);
        Assert.Equal(HttpStatusCode.OK, (await PutDevicesAsync(import)).StatusCode);
    }

    [Fact]
    public async Task Units_are_imported_and_an_unknown_parent_is_a_422()
    {
        HttpResponseMessage good = await _administrator.PutAsync("/api/v1/units", DashboardServer.Json(
            """{"units":[{"code":"14760","name":"Pù Nhi","level":"commune","parentCode":"38","latitude":20.5,"longitude":104.5}]}"""));
        Assert.Equal(1, (await good.JsonAsync()).GetProperty("added").GetInt32());
        Assert.Equal("Pù Nhi", _server.Registry.Current.Units["14760"].FullName);
        HttpResponseMessage bad = await _administrator.PutAsync("/api/v1/units", DashboardServer.Json(
            """{"units":[{"code":"1","name":"a","level":"commune","parentCode":"0"},{"code":"2","name":"b","level":"commune","latitude":1}]}"""));
        Assert.Equal(2, Assert.Single((await bad.JsonAsync(HttpStatusCode.UnprocessableEntity)).GetProperty("errors").EnumerateArray()).GetProperty("row").GetInt32());
    }

    [Fact]
    public async Task Boundaries_come_back_with_a_tag_that_saves_sending_them_twice()
    {
        string collection = """{"type":"FeatureCollection","crs":null,"features":[{"type":"Feature","properties":{"code":"14758","x":1},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}]}""";
        Assert.Equal(HttpStatusCode.NoContent, (await _administrator.PutAsync("/api/v1/units/boundaries", DashboardServer.Json(collection))).StatusCode);
        HttpResponseMessage first = await _administrator.GetAsync("/api/v1/units/boundaries");
        Assert.Equal(1, (await first.JsonAsync()).GetProperty("features").GetArrayLength());
        var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/units/boundaries");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await _administrator.SendAsync(again)).StatusCode);

        HttpResponseMessage unknown = await _administrator.PutAsync("/api/v1/units/boundaries", DashboardServer.Json(collection.Replace("14758", "99", StringComparison.Ordinal)));
        Assert.Contains("99", await unknown.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        HttpResponseMessage nameless = await _administrator.PutAsync("/api/v1/units/boundaries", DashboardServer.Json(collection.Replace("\"code\"", "\"kode\"", StringComparison.Ordinal)));
        Assert.Contains("properties.code", await nameless.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Credentials_are_made_for_all_or_for_none()
    {
        HttpResponseMessage unknown = await _administrator.PostAsync("/api/v1/devices/credentials", DashboardServer.Json("""{"deviceIds":["ls-1","nobody"]}"""));
        Assert.Contains("nobody", await unknown.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Empty(_server.Registry.Credentials);
        JsonElement answer = await (await _administrator.PostAsync("/api/v1/devices/credentials", DashboardServer.Json("""{"deviceIds":["ls-1","ls-2"]}"""))).JsonAsync();
        Assert.Equal(_server.Registry.Credentials.Values.Order(), answer.GetProperty("items").Strings("credential").Order());
        Assert.All(_server.Registry.Credentials.Values, credential => Assert.Equal(43, credential.Length));
        foreach (string body in new[] { """{"deviceIds":[]}""", """{"deviceIds":["ls-1","ls-1"]}""", "{}" })
            await (await _administrator.PostAsync("/api/v1/devices/credentials", DashboardServer.Json(body))).ProblemAsync(HttpStatusCode.BadRequest);
        JsonElement one = await (await _administrator.PostAsync("/api/v1/devices/ls-1/credential", null)).JsonAsync();
        Assert.Equal("ls-1", one.GetProperty("deviceId").GetString());
    }

    [Fact]
    public async Task A_device_is_removed_once()
    {
        Assert.Equal(HttpStatusCode.NoContent, (await _administrator.DeleteAsync("/api/v1/devices/ls-1")).StatusCode);
        await (await _administrator.DeleteAsync("/api/v1/devices/ls-1")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Acknowledging_is_signed_with_the_callers_name()
    {
        using HttpClient operatorClient = _server.Client("operator");
        JsonElement alert = await (await operatorClient.PostAsync("/api/v1/alerts/a-1/acknowledge", null)).JsonAsync();
        Assert.Equal(("acknowledged", "operator"), (alert.GetProperty("state").GetString(), alert.GetProperty("acknowledgedBy").GetString()));
        await (await operatorClient.PostAsync("/api/v1/alerts/none/acknowledge", null)).ProblemAsync(HttpStatusCode.NotFound);
    }

    private Task<HttpResponseMessage> PutDevicesAsync(string body) => _administrator.PutAsync("/api/v1/devices", DashboardServer.Json(body));
}
