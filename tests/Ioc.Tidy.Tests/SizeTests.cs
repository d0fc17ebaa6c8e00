using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ioc.Tidy.Tests;

/// <summary>
/// Sizes ratchet: small functions and files do not grow unnoticed. `sizes.json` holds the worst that is allowed today;
/// lower it when the code gets better, raise it only with a reason in the commit message.
/// </summary>
public sealed class SizeTests(ITestOutputHelper output)
{
    [Fact]
    public void Files_and_functions_stay_as_small_as_they_are()
    {
        var paths = Repository.Files("src", "*.cs").ToList();
        var files = paths.Select(path => (Size: File.ReadLines(path).Count(), Name: Repository.Relative(path))).OrderBy(row => row.Size).ToList();
        var functions = paths.SelectMany(Functions).OrderBy(row => row.Size).ToList();
        Print("file lines", files);
        Print("function lines", functions);

        var ratchet = JsonSerializer.Deserialize<Ratchet>(File.ReadAllText(Path.Combine(Repository.Root, "tests/Ioc.Tidy.Tests/sizes.json")))!;
        Assert.True(files[^1].Size <= ratchet.FileLinesMax, $"{files[^1].Name} has {files[^1].Size} lines; {ratchet.FileLinesMax} is the most so far");
        Assert.True(functions[^1].Size <= ratchet.FunctionLinesMax, $"{functions[^1].Name} has {functions[^1].Size} lines; {ratchet.FunctionLinesMax} is the most so far");
        Assert.True(Percentile(files, 90) <= ratchet.FileLinesP90, $"90 % of files were within {ratchet.FileLinesP90} lines, now {Percentile(files, 90)}");
        Assert.True(Percentile(functions, 90) <= ratchet.FunctionLinesP90, $"90 % of functions were within {ratchet.FunctionLinesP90} lines, now {Percentile(functions, 90)}");
    }

    private static IEnumerable<(int Size, string Name)> Functions(string path) =>
        from node in Repository.Parse(path).DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax { Body: not null }
        let span = node.SyntaxTree.GetLineSpan(node.Span)
        select (span.EndLinePosition.Line - span.StartLinePosition.Line + 1, $"{Repository.Relative(path)}:{span.StartLinePosition.Line + 1}");

    private static int Percentile(List<(int Size, string Name)> rows, int percent) => rows[(rows.Count - 1) * percent / 100].Size;

    private void Print(string what, List<(int Size, string Name)> rows) =>
        output.WriteLine($"{what}: median {Percentile(rows, 50)}, p90 {Percentile(rows, 90)}, max {rows[^1].Size} ({rows[^1].Name}), of {rows.Count}");

    private sealed record Ratchet(int FileLinesMax, int FileLinesP90, int FunctionLinesMax, int FunctionLinesP90);
}
