using System.Net;
using System.Text.RegularExpressions;

namespace Ioc.Dashboard.Tests;

public sealed partial class WebAppTests
{
    [Fact]
    public async Task Pages_get_the_index_and_hashed_assets_are_kept_for_ever()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(prepare: directory =>
        {
            DirectoryInfo assets = directory.CreateSubdirectory("wwwroot/assets");
            File.WriteAllText(Path.Combine(assets.FullName, "app-1a2b.js"), "plain");
            File.WriteAllText(Path.Combine(assets.FullName, "app-1a2b.js.br"), "small");
        });
        using HttpClient browser = server.Client();
        foreach (string page in new[] { "/", "/alerts", "/devices/ls-1/series" })
        {
            HttpResponseMessage response = await browser.GetAsync(page);
            Assert.Contains("<title>ioc", await response.Content.ReadAsStringAsync());
            Assert.Equal("no-cache", response.Headers.CacheControl!.ToString());
            string policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("script-src 'self';", policy);
            Assert.Contains("frame-ancestors 'none'", policy);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }

        HttpResponseMessage asset = await browser.GetAsync("/assets/app-1a2b.js");
        Assert.Equal("plain", await asset.Content.ReadAsStringAsync());
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString());
        var compressed = new HttpRequestMessage(HttpMethod.Get, "/assets/app-1a2b.js");
        compressed.Headers.AcceptEncoding.ParseAdd("gzip, br");
        HttpResponseMessage small = await browser.SendAsync(compressed);
        Assert.Equal(("small", "br"), (await small.Content.ReadAsStringAsync(), small.Content.Headers.ContentEncoding.Single()));
        Assert.Equal("text/javascript", small.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/assets/gone.js")]
    [InlineData("/..%2f..%2fetc%2fpasswd.txt")]
    [InlineData("/index.html.part")]
    public async Task A_missing_file_is_a_404_and_not_a_page(string path)
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await (await server.Client().GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Answers_are_compressed_for_who_asks()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/devices");
        request.Headers.AcceptEncoding.ParseAdd("br");
        HttpResponseMessage response = await server.Client("viewer").SendAsync(request);
        Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
        Assert.Contains("no-store", response.Headers.CacheControl!.ToString());
    }

    /// <summary>What a browser loads before it sees anything but the map: the page, its scripts and styles, and a font of each weight.</summary>
    [Fact]
    public async Task The_app_before_its_map_is_under_500_kB_and_every_asset_is_hashed_and_compressed()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        Assert.SkipUnless(File.Exists(Path.Combine(root, "index.html")), "the web app is not built (-p:SkipWeb=true)");
        string page = await File.ReadAllTextAsync(Path.Combine(root, "index.html"));
        string[] first = [.. Asset().Matches(page).Select(match => Path.Combine(root, "assets", match.Groups[1].Value))];
        Assert.NotEmpty(first);
        string[] fonts = Directory.GetFiles(Path.Combine(root, "assets"), "be-vietnam-pro-*.woff2");
        long bytes = first.Sum(Sent) + fonts.Sum(file => new FileInfo(file).Length);
        Assert.True(bytes < 500_000, $"{bytes:N0} bytes: {string.Join(", ", first.Select(file => $"{Path.GetFileName(file)} {Sent(file):N0}"))}");
        foreach (string file in Directory.GetFiles(Path.Combine(root, "assets")).Where(file => Path.GetExtension(file) is ".js" or ".css"))
        {
            Assert.Matches("-[A-Za-z0-9_-]{8}[.](js|css)$", file);
            if (new FileInfo(file).Length > 1_024) Assert.True(File.Exists(file + ".br") && File.Exists(file + ".gz"), $"{file} is not compressed");
        }
    }

    /// <summary>A file too small to be compressed goes as it is.</summary>
    private static long Sent(string file) => new FileInfo(File.Exists(file + ".br") ? file + ".br" : file).Length;

    [GeneratedRegex("/assets/([^\"]+[.](?:js|css))\"")]
    private static partial Regex Asset();
}
