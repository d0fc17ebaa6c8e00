using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Pictures, for people to look at.</summary>
internal sealed partial class Screen
{
    /// <summary>Chromium has no frame to give while a page changes under it on a busy machine; then the next one is taken.</summary>
    private const int PictureTriesMax = 3;

    /// <summary>Keeps a picture among the test's output.</summary>
    public async Task PictureAsync(string name)
    {
        var folder = Environment.GetEnvironmentVariable("IOC_SCREENSHOTS") ?? Path.Combine(Root, "artifacts", "screenshots");
        var path = Path.Combine(folder, name + ".png");
        for (var tries = 1; ; tries++)
        {
            try
            {
                await _page.ScreenshotAsync(new() { Path = path });
                return;
            }
            catch (PlaywrightException error) when (tries < PictureTriesMax && error.Message.Contains("Unable to capture screenshot", StringComparison.Ordinal))
            {
                await _page.EvaluateAsync("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
            }
        }
    }
}
