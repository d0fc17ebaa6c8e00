using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Ioc.Dashboard.Tests;

public sealed class BaseMapTests
{
    [Fact]
    public async Task Without_a_file_there_is_no_base_map()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        Assert.Equal(JsonValueKind.Null, (await (await server.Client("viewer").GetAsync("/api/v1/map")).JsonAsync()).GetProperty("baseMap").ValueKind);
        await (await server.Client("viewer").GetAsync("/api/v1/map/base.pmtiles")).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_file_is_read_by_ranges_by_who_is_signed_in()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, PmTiles(tiles: 1));
        try
        {
            await using DashboardServer server = await DashboardServer.StartAsync(options => options with { BaseMapFile = path });
            JsonElement map = (await (await server.Client("viewer").GetAsync("/api/v1/map")).JsonAsync()).GetProperty("baseMap");
            Assert.Equal(("vector", 2, 9), (map.GetProperty("kind").GetString(), map.GetProperty("zoomMin").GetInt32(), map.GetProperty("zoomMax").GetInt32()));
            var request = new HttpRequestMessage(HttpMethod.Get, map.GetProperty("url").GetString());
            request.Headers.Range = new RangeHeaderValue(0, 6);
            HttpResponseMessage part = await server.Client("viewer").SendAsync(request);
            Assert.Equal((HttpStatusCode.PartialContent, "PMTiles"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
            Assert.NotNull(part.Headers.ETag);
            await (await server.Client().GetAsync(map.GetProperty("url").GetString())).ProblemAsync(HttpStatusCode.Unauthorized);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("PMTiles", 2, 1)]
    [InlineData("MBTiles", 3, 1)]
    [InlineData("PMTiles", 3, 0)]
    public void Another_file_is_refused_at_the_start(string magic, byte version, byte tiles)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, PmTiles(magic, version, tiles));
        try
        {
            string error = Assert.Single(DashboardOptionsValidator.Errors(new DashboardOptions { DataDirectory = "x", BaseMapFile = path }));
            Assert.Contains(path, error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused_at_the_start() =>
        Assert.Contains("can't be read", Assert.Single(DashboardOptionsValidator.Errors(new DashboardOptions { DataDirectory = "x", BaseMapFile = "/nowhere/base.pmtiles" })), StringComparison.Ordinal);

    private static byte[] PmTiles(string magic = "PMTiles", byte version = 3, byte tiles = 1)
    {
        byte[] file = new byte[127];
        System.Text.Encoding.ASCII.GetBytes(magic, file);
        (file[7], file[99], file[100], file[101]) = (version, tiles, 2, 9);
        return file;
    }
}
