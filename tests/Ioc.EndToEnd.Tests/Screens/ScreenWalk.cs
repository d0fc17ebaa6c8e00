namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Opens pages one after the other at three sizes, keeps a picture of each and tells what is wrong with them.</summary>
internal static class ScreenWalk
{
    private static readonly (int Width, int Height)[] Sizes = [(1366, 768), (1920, 1080), (390, 844)];
    /// <summary>The smallest phone that is still sold, held upright.</summary>
    internal static readonly (int Width, int Height)[] SmallPhone = [(360, 780)];

    /// <param name="screen">Signed in.</param>
    /// <param name="pages">Each with its address and a word that it shows, in both languages.</param>
    /// <param name="dark">The screen's theme.</param>
    /// <param name="english">The screen's language.</param>
    /// <param name="examine">Also for accessibility, which takes longer than the rest.</param>
    /// <param name="sizes">Others than the three that every screen is looked at in.</param>
    public static async Task<IReadOnlyList<string>> AlongAsync(
        Screen screen, IEnumerable<(string Name, string Path, string Vietnamese, string English)> pages, bool dark, bool english, bool examine, (int Width, int Height)[]? sizes = null)
    {
        sizes ??= Sizes;
        var findings = new List<string>();
        foreach (var (name, path, vietnamese, word) in pages)
        {
            await screen.ResizeAsync(sizes[0].Width, sizes[0].Height);
            await screen.OpenAsync(path);
            await screen.SeesAsync(english ? word : vietnamese);
            await screen.IsLiveAsync();
            findings.AddRange(await LookAsync(screen, name, dark, english, examine, sizes));
        }

        return [.. findings.Distinct()];
    }

    /// <summary>At what is open now, at three sizes.</summary>
    public static async Task<IReadOnlyList<string>> LookAsync(Screen screen, string name, bool dark, bool english, bool examine, (int Width, int Height)[]? sizes = null)
    {
        var findings = new List<string>();
        foreach (var (width, height) in sizes ?? Sizes)
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

        return findings;
    }

    /// <summary>Fails with every finding in full: a list that the runner cuts short says what is wrong with one element only.</summary>
    public static void FoundNothing(IReadOnlyList<string> findings) => Assert.True(findings.Count == 0, string.Join('\n', findings));
}
