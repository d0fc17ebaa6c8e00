using System.Net;
using Ioc.Host.Tests.Commands;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ioc.Host.Tests.Serving;

/// <summary>An export against a server whose twins lag behind its registry, as a real one's do right after an import.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task A_device_whose_twin_is_not_there_yet_is_waited_for_and_not_dropped()
    {
        var asked = 0;
        var (code, text, error) = await ExportAsync(["a", "b"], ["a", "b"], id => id == "a" || Interlocked.Increment(ref asked) > 2);

        Assert.True(code == 0, error);
        Assert.Equal(["a", "b"], Ids(text));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_device_that_was_removed_meanwhile_is_left_out()
    {
        var (code, text, error) = await ExportAsync(["a", "b"], ["a"], id => id == "a");

        Assert.True(code == 0, error);
        Assert.Equal(["a"], Ids(text));
    }

    [Fact]
    public async Task A_device_that_is_never_answered_for_fails_the_export()
    {
        var (code, text, error) = await ExportAsync(["a", "b"], ["a", "b"], id => id == "a");

        Assert.Equal((1, ""), (code, text));
        Assert.Contains("the first is b", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_is_not_written_down_is_no_export()
    {
        string? noted = null;
        var (code, text, _) = await ExportAsync(["a", "b"], ["a", "b"], _ => true, count =>
        {
            noted = count;
            return Results.NoContent();
        });
        Assert.Equal((0, "2"), (code, noted));
        Assert.Equal(["a", "b"], Ids(text));
        (code, text, _) = await ExportAsync(["a"], ["a"], _ => true, _ => Results.StatusCode(503));
        Assert.Equal((1, ""), (code, text));
    }

    private static IEnumerable<string> Ids(string csv) => csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]);

    /// <param name="first">Ids of the first list.</param>
    /// <param name="later">Ids of every later one.</param>
    /// <param name="hasTwin">Whether a device's own page answers now.</param>
    /// <param name="note">What is answered to who says how many are taken out; null: 204.</param>
    private static async Task<(int Code, string Out, string Error)> ExportAsync(string[] first, string[] later, Func<string, bool> hasTwin, Func<string, IResult>? note = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add($"http://{IPAddress.Loopback}:0");
        var lists = 0;
        app.MapPost("/api/v1/devices/exported", (string count) => note?.Invoke(count) ?? Results.NoContent());
        app.MapGet("/api/v1/devices", () =>
        {
            var ids = Interlocked.Increment(ref lists) == 1 ? first : later;
            return Results.Ok(new { items = ids.Select(id => new { id, kind = "hotspot", name = id, unitCode = "1", health = "unknown" }), next = (string?)null, total = ids.Length });
        });
        app.MapGet("/api/v1/devices/{id}", (string id) => hasTwin(id)
            ? Results.Ok(new { device = new { id, kind = "hotspot", name = id, unitCode = "1", latitude = 1, longitude = 2, periodSeconds = 60 } })
            : Results.NotFound());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return await TestTerminal.RunAsync("export", "devices", "--url", app.Urls.Single(), "--token", "x");
    }
}
