namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>
/// Names the normative statements a test shows; <c>docs/mqtt-conformance.md</c> is made of them. Numbers differ between the standards:
/// without a version the id must mean the same in both, as listed in <c>clauses-311.txt</c> and <c>clauses-500.txt</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ClauseAttribute : Attribute
{
    public ClauseAttribute(params string[] ids) => Ids = ids;

    public ClauseAttribute(ProtocolVersion version, params string[] ids)
    {
        Version = version;
        Ids = ids;
    }

    /// <summary>Null: the statement of this number in both standards.</summary>
    public ProtocolVersion? Version { get; }

    public IReadOnlyList<string> Ids { get; }
}
