namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>The standards' normative statements against our tests: none may be left unanswered.</summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public void Every_clause_has_a_test_or_a_reason_why_it_needs_none(ProtocolVersion version)
    {
        var proofs = ClauseProofs.Collect();
        Assert.Empty(ClauseFile.Load(version).Where(clause => !clause.IsNotApplicable && !proofs.ContainsKey((version, clause.Id))).Select(c => $"{c.Id} {c.Asks}"));
    }

    [Fact]
    public void Every_clause_that_a_test_names_exists()
    {
        HashSet<(ProtocolVersion, string)> known = [.. Enum.GetValues<ProtocolVersion>().SelectMany(ClauseFile.Load).Select(c => (c.Version, c.Id))];
        Assert.Empty(ClauseProofs.Collect().Where(proof => !known.Contains(proof.Key)).Select(p => $"{p.Key} named by {string.Join(", ", p.Value)}"));
    }

    [Theory]
    [InlineData(ProtocolVersion.V311, 141)]
    [InlineData(ProtocolVersion.V500, 251)]
    public void The_lists_are_whole_and_name_each_clause_once(ProtocolVersion version, int count)
    {
        List<Clause> clauses = ClauseFile.Load(version);
        Assert.Equal(count, clauses.Count);
        Assert.Equal(count, clauses.DistinctBy(clause => clause.Id).Count());
    }

    [Fact]
    public void The_document_is_what_the_tests_say()
    {
        string text = ConformanceDocument.Render();
        if (Environment.GetEnvironmentVariable("IOC_WRITE_CONFORMANCE") == "1") File.WriteAllText(ConformanceDocument.Path, text);
        Assert.True(
            File.ReadAllText(ConformanceDocument.Path) == text,
            "docs/mqtt-conformance.md is out of date; write it with: IOC_WRITE_CONFORMANCE=1 ./test Mqtt");
    }
}
