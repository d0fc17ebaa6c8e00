using System.Text.Json;
using System.Text.RegularExpressions;

namespace Ioc.Dashboard.Tests;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task The_document_and_the_contract_name_the_same_calls()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        JsonElement document = await (await server.Client("viewer").GetAsync("/openapi/v1.json")).JsonAsync();
        string[] described =
        [
            .. document.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}"))
                .Where(call => !call.StartsWith("HEAD", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        ];
        string contract = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "api.md"));
        string[] written = [.. Call().Matches(contract).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Distinct().Order(StringComparer.Ordinal)];
        Assert.True(written.Length > 25, $"only {written.Length} calls found in docs/api.md");
        Assert.Empty(described.Except(written).Select(call => $"{call} is missing in docs/api.md"));
        Assert.Empty(written.Except(described).Select(call => $"{call} is in docs/api.md and not served"));
    }

    [Fact]
    public async Task Every_call_has_a_name_a_summary_and_a_description()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        JsonElement document = await (await server.Client("viewer").GetAsync("/openapi/v1.json")).JsonAsync();
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        foreach (JsonProperty call in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
        {
            Assert.False(string.IsNullOrWhiteSpace(call.Value.GetProperty("operationId").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(call.Value.GetProperty("summary").GetString()));
            Assert.False(string.IsNullOrWhiteSpace(call.Value.GetProperty("description").GetString()));
        }
    }

    [Fact]
    public async Task The_document_and_the_contract_name_the_same_refusals()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        JsonElement document = await (await server.Client("viewer").GetAsync("/openapi/v1.json")).JsonAsync();
        string[] described = [.. document.GetProperty("components").GetProperty("schemas").GetProperty("Refusal").GetProperty("enum").EnumerateArray().Select(word => word.GetString()!)];
        string contract = await File.ReadAllTextAsync(Path.Combine(Root(), "docs", "api.md"));
        string section = contract.Split("\n## Refusals\n")[1].Split("\n## ")[0];
        Assert.Equal(described, Word().Matches(section[section.IndexOf("|---|", StringComparison.Ordinal)..]).Select(match => match.Groups[1].Value));
    }

    private static string Root()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Ioc.slnx"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }

    /// <summary>The calls in the first cells of the contract's tables.</summary>
    [GeneratedRegex(@"(?<=^\|[^|]*)`(GET|POST|PUT|DELETE) (/[^` ]+)[^`]*`", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("`([a-zA-Z]+)`")]
    private static partial Regex Word();
}
