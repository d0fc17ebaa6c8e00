using System.Text.RegularExpressions;

namespace Ioc.Tidy.Tests;

/// <summary>Prose about names rots unless a test reads it.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Links_lead_somewhere()
    {
        var dead = new List<string>();
        foreach (var path in Documents())
        {
            foreach (Match match in Link().Matches(File.ReadAllText(path)))
            {
                var target = match.Groups["target"].Value;
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                if (!Leads(path, target))
                    dead.Add($"{Repository.Relative(path)}: {target}");
            }
        }

        Assert.Empty(dead);
    }

    [Fact]
    public void Paths_in_code_spans_exist()
    {
        var dead = from path in Documents()
                   from Match match in CodePath().Matches(File.ReadAllText(path))
                   let target = match.Groups["path"].Value.TrimEnd('/')
                   where !Exists(Path.Combine(Repository.Root, target)) && !Exists(Path.Combine(Path.GetDirectoryName(path)!, target))
                   select $"{Repository.Relative(path)}: `{target}`";
        Assert.Empty(dead);
    }

    [Fact]
    public void The_nine_steps_stand_in_the_code_and_in_the_architecture()
    {
        var source = string.Concat(Repository.Files("src", "*.cs").Select(File.ReadAllText));
        var architecture = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));
        for (var step = 1; step <= 9; step++)
        {
            Assert.True(source.Contains($"Step {step}:", StringComparison.Ordinal), $"no `Step {step}:` comment in src");
            Assert.Matches($@"(?m)^\| {step} \|", architecture);
        }
    }

    [GeneratedRegex(@"!?\[[^\]]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(?:src|tests|bench|docs|eng)/[A-Za-z0-9_./-]+)`")]
    private static partial Regex CodePath();

    [GeneratedRegex(@"^#+\s+(?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    private static bool Leads(string from, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, parts[0]));
        if (!Exists(file))
            return false;
        return parts.Length == 1 || Heading().Matches(File.ReadAllText(file)).Any(match => Anchor(match.Groups["title"].Value) == parts[1]);
    }

    private static string Anchor(string title) =>
        new(title.Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')
            .Select(letter => letter == ' ' ? '-' : letter).ToArray());

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static IEnumerable<string> Documents() => Repository.Files("", "*.md");
}
