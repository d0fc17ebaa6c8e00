namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>One normative statement of one standard: what it asks in our words, and what we do about it.</summary>
internal sealed record Clause(ProtocolVersion Version, string Id, string Asks, string Decision)
{
    /// <summary>Says nothing to a broker or a client like ours; the decision gives the reason, and no test is needed.</summary>
    public bool IsNotApplicable => Decision.StartsWith("n/a: ", StringComparison.Ordinal);
}
