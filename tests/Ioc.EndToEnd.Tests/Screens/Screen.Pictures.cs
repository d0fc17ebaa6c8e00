using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Pictures, for people to look at: taken only for who names a directory in <c>IOC_SCREENSHOTS</c>, because each costs what the rest of a look does.</summary>
internal sealed partial class Screen
{
    /// <summary>Chromium has no frame to give while a page changes under it on a busy machine; then the next one is taken.</summary>
    private const int PictureTriesMax = 3;

    private static readonly string? Pictures = Environment.GetEnvironmentVariable("IOC_SCREENSHOTS");

    public async Task PictureAsync(string name)
    {
        if (Pictures is null)
            return;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await _page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png") });
                return;
            }
            catch (PlaywrightException error) when (tries < PictureTriesMax && error.Message.Contains("Unable to capture screenshot", StringComparison.Ordinal))
            {
                await _page.EvaluateAsync("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
            }
        }
    }
}
