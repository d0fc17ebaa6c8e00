namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Opens pages one after the other at three sizes, keeps a picture of each and tells what is wrong with them.</summary>
internal static class ScreenWalk
{
    private static readonly (int Width, int Height)[] Sizes = [(1366, 768), (1920, 1080), (390, 844)];

    /// <param name="screen">Signed in.</param>
    /// <param name="pages">Each with its address and a word that it shows, in both languages.</param>
    /// <param name="dark">The screen's theme.</param>
    /// <param name="english">The screen's language.</param>
    /// <param name="examine">Also for accessibility, which takes longer than the rest.</param>
    public static async Task<IReadOnlyList<string>> AlongAsync(
        Screen screen, IEnumerable<(string Name, string Path, string Vietnamese, string English)> pages, bool dark, bool english, bool examine)
    {
        var findings = new List<string>();
        foreach (var (name, path, vietnamese, word) in pages)
        {
            await screen.ResizeAsync(Sizes[0].Width, Sizes[0].Height);
            await screen.OpenAsync(path);
            await screen.SeesAsync(english ? word : vietnamese);
            await screen.IsLiveAsync();
            await screen.IsSettledAsync();
            foreach (var (width, height) in Sizes)
            {
                await screen.ResizeAsync(width, height);
                await screen.IsSettledAsync();
                if (!await screen.FitsAsync())
                    findings.Add($"{name} is wider than {width} pixels");
                await screen.PictureAsync($"{name}-{width}-{(dark ? "dark" : "light")}-{(english ? "en" : "vi")}");
                // The middle size differs from the first in room only.
                if (examine && width != Sizes[1].Width)
                    findings.AddRange((await screen.AccessibilityFindingsAsync()).Select(finding => $"{name} {width} {(dark ? "dark" : "light")}: {finding}"));
            }
        }

        return [.. findings.Distinct()];
    }

    /// <summary>Fails with every finding in full: a list that the runner cuts short says what is wrong with one element only.</summary>
    public static void FoundNothing(IReadOnlyList<string> findings) => Assert.True(findings.Count == 0, string.Join('\n', findings));
}
