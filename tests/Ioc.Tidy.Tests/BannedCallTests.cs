using System.Text.RegularExpressions;

namespace Ioc.Tidy.Tests;

/// <summary>The analyzer bans calls; these tests hold that nobody switches it off, and ban what an analyzer does not see.</summary>
public sealed partial class BannedCallTests
{
    [Fact]
    public void Nobody_switches_the_ban_off()
    {
        var wrong = CSharpLines()
            .Where(line => SwitchOff().IsMatch(line.Text))
            .Select(line => $"{line.Path}:{line.Number} {line.Text.Trim()}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Source_has_no_unfinished_marks()
    {
        var wrong = CSharpLines()
            .Where(line => line.Path.StartsWith("src/", StringComparison.Ordinal) && Unfinished().IsMatch(line.Text))
            .Select(line => $"{line.Path}:{line.Number} {line.Text.Trim()}");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("eng/BannedSymbols.txt", "P:System.DateTimeOffset.UtcNow")]
    [InlineData("eng/BannedSymbols.txt", "M:System.Threading.Thread.Sleep(System.Int32)")]
    [InlineData("eng/BannedSymbols.txt", "M:System.Threading.Tasks.Task.Delay(System.TimeSpan)")]
    [InlineData("eng/BannedSymbols.Src.txt", "M:System.Threading.Tasks.Task.Run(System.Func{System.Threading.Tasks.Task})")]
    [InlineData("eng/BannedSymbols.Console.txt", "T:System.Console")]
    public void The_lists_still_ban(string list, string symbol)
    {
        Assert.Contains(File.ReadLines(Path.Combine(Repository.Root, list)), line => line.StartsWith(symbol + ";", StringComparison.Ordinal));
        Assert.Contains(Path.GetFileName(list), File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")));
    }

    [GeneratedRegex(@"#pragma\s+warning\s+disable.*RS0030|SuppressMessage.*RS0030")]
    private static partial Regex SwitchOff();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b")]
    private static partial Regex Unfinished();

    private static IEnumerable<(string Path, int Number, string Text)> CSharpLines() =>
        from folder in new[] { "src", "tests", "bench" }
        from path in Repository.Files(folder, "*.cs")
        where !path.EndsWith("BannedCallTests.cs", StringComparison.Ordinal)
        from line in File.ReadLines(path).Select((text, index) => (Repository.Relative(path), index + 1, text))
        select line;
}
