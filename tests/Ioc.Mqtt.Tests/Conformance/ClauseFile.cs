namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>The lists <c>clauses-311.txt</c> and <c>clauses-500.txt</c>, as written beside this file.</summary>
internal static class ClauseFile
{
    public static List<Clause> Load(ProtocolVersion version)
    {
        string name = version == ProtocolVersion.V311 ? "clauses-311.txt" : "clauses-500.txt";
        return
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Conformance", name))
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => Parse(version, line)),
        ];
    }

    private static Clause Parse(ProtocolVersion version, string line)
    {
        string[] parts = line.Split(" | ");
        return parts.Length == 3 && parts.All(part => part.Length > 0)
            ? new Clause(version, parts[0], parts[1], parts[2])
            : throw new FormatException($"Not 'id | what it asks | decision': {line}");
    }
}
