using System.Globalization;
using System.Text;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary><c>docs/mqtt-conformance.md</c>, made of the clause lists and of what the tests say about themselves.</summary>
internal static class ConformanceDocument
{
    public static string Path { get; } = System.IO.Path.Combine(Root(), "docs", "mqtt-conformance.md");

    public static string Render()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # MQTT conformance

            Every normative statement of both standards, by its number there and in our words: what it asks, what we decided, and which tests and
            vectors (`tests/Ioc.Mqtt.Tests/Vectors/`) show it. Made by the tests; to write it anew:
            `IOC_WRITE_CONFORMANCE=1 ./test Mqtt`. A clause without a test and without a reason fails the build, and so does a test
            that names a clause that does not exist. "n/a" says why a clause asks nothing of us.


            """);
        var proofs = ClauseProofs.Collect();
        Section(text, "MQTT 5.0", ProtocolVersion.V500, proofs);
        Section(text, "MQTT 3.1.1", ProtocolVersion.V311, proofs);
        return text.ToString();
    }

    private static void Section(
        StringBuilder text, string title, ProtocolVersion version, SortedDictionary<(ProtocolVersion, string), SortedSet<string>> proofs)
    {
        List<Clause> clauses = ClauseFile.Load(version);
        int shown = clauses.Count(clause => !clause.IsNotApplicable);
        text.Append(CultureInfo.InvariantCulture, $"## {title}\n\n{clauses.Count} clauses: {shown} shown by tests, {clauses.Count - shown} that ask nothing of us.\n\n");
        text.Append("| clause | asks | decision | tests |\n|---|---|---|---|\n");
        foreach (Clause clause in clauses)
        {
            string tests = proofs.TryGetValue((version, clause.Id), out SortedSet<string>? names) ? string.Join("<br>", names) : "–";
            text.Append(CultureInfo.InvariantCulture, $"| {clause.Id} | {Cell(clause.Asks)} | {Cell(clause.Decision)} | {Cell(tests)} |\n");
        }

        text.Append('\n');
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Ioc.slnx"))) return at.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
