using System.Xml.Linq;

namespace Ioc.Tidy.Tests;

/// <summary>design rule: references point one way, so that each part can be read, tested and replaced without those above it.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Ioc.Mqtt"] = [],
        ["Ioc.Devices"] = [],
        ["Ioc.Silo"] = ["Ioc.Devices"],
        ["Ioc.Gateway"] = ["Ioc.Mqtt", "Ioc.Silo"],
        ["Ioc.Dashboard"] = ["Ioc.Silo"],
        ["Ioc.Host"] = ["Ioc.Mqtt", "Ioc.Devices", "Ioc.Silo", "Ioc.Gateway", "Ioc.Dashboard"],
    };

    [Fact]
    public void Projects_refer_only_downwards()
    {
        var wrong = new List<string>();
        foreach (var path in Repository.Files("src", "*.csproj"))
        {
            var project = Path.GetFileNameWithoutExtension(path);
            if (!Allowed.TryGetValue(project, out var allowed))
            {
                wrong.Add($"{project} is not in the house plan (docs/architecture.md)");
                continue;
            }

            wrong.AddRange(References(path).Except(allowed).Select(target => $"{project} must not refer to {target}"));
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_pure_projects_use_no_I_O_packages()
    {
        var packages = XDocument.Load(Path.Combine(Repository.Root, "src/Ioc.Devices/Ioc.Devices.csproj"))
            .Descendants("PackageReference").Select(element => (string?)element.Attribute("Include"));
        Assert.Equal(["YamlDotNet"], packages);
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Ioc.slnx"));
        var missing = new[] { "src", "tests", "bench" }
            .SelectMany(folder => Repository.Files(folder, "*.csproj"))
            .Select(Repository.Relative)
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> References(string projectPath) =>
        XDocument.Load(projectPath).Descendants("ProjectReference")
            .Select(element => Path.GetFileNameWithoutExtension(((string)element.Attribute("Include")!).Replace('\\', '/')));
}
