using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>All rules. Immutable; an edit makes a new set, and twins take it over with <see cref="Twin.UseRules"/>.</summary>
public sealed class RuleSet
{
    private static readonly Lazy<RuleSet> DefaultRules = new(ReadDefault);

    private readonly KindRules[] _byKind;

    internal RuleSet(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        _byKind = [.. Enumerable.Range(0, (int)DeviceKind.Centre + 1).Select(kind => new KindRules(rules.Where(rule => (int)rule.Kind == kind)))];
    }

    /// <summary>The rules that ship with the product, <c>rules.yaml</c> beside this file.</summary>
    public static RuleSet Default => DefaultRules.Value;

    /// <summary>One per condition and kind.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Reads rules; null when there are errors, and then all of them, each with its line.</summary>
    public static RuleSet? Parse(string yaml, out IReadOnlyList<string> errors)
    {
        var parser = new RuleParser();
        var rules = parser.Parse(yaml);
        errors = parser.Errors;
        return errors.Count == 0 ? new RuleSet(rules) : null;
    }

    public Rule? Find(DeviceKind kind, Condition condition) => For(kind).Find(condition);

    internal KindRules For(DeviceKind kind) => _byKind[(int)kind];

    private static RuleSet ReadDefault()
    {
        using var stream = typeof(RuleSet).Assembly.GetManifestResourceStream("Ioc.Devices.Alerts.rules.yaml")
            ?? throw new System.Diagnostics.UnreachableException("BUG: rules.yaml is not in the assembly");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), out var errors)
            ?? throw new System.Diagnostics.UnreachableException("BUG: rules.yaml: " + string.Join("; ", errors));
    }
}
