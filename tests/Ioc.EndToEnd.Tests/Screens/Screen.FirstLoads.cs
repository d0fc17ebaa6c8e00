using System.Text.Json;
using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>What a page asks for first.</summary>
internal sealed partial class Screen
{
    /// <summary>These addresses are refused, as a server does that is still starting; none: all are answered again.</summary>
    public async Task RefuseReadsAsync(params string[] addresses)
    {
        _isNetworkExpectedToFail = true;
        await _page.UnrouteAllAsync();
        foreach (var address in addresses)
        {
            await _page.RouteAsync(address, route => route.FulfillAsync(new()
            {
                Status = 503, ContentType = "application/problem+json", Body = JsonSerializer.Serialize(new { type = "urn:ioc:problem:notReady", status = 503, detail = "Starting." }),
            }));
        }
    }

    public async Task SeesNoMoreAsync(string text) => await Assertions.Expect(_page.GetByText(text)).ToHaveCountAsync(0, new() { Timeout = 30_000 });

    /// <summary>The mark that the app sets when boundaries and twins are drawn.</summary>
    public Task SeesWholeMapAsync() => _page.EvaluateAsync(
        "new Promise((done) => new PerformanceObserver((list) => { if (list.getEntriesByName('ioc.map').length > 0) done(); }).observe({ type: 'mark', buffered: true }))")
        .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
}
