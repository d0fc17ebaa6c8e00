using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>The rules of one kind, in arrays, so that judging a message allocates nothing.</summary>
internal sealed class KindRules
{
    private readonly Rule?[] _byCondition = new Rule?[64];

    public KindRules(IEnumerable<Rule> rules)
    {
        foreach (var rule in rules)
            _byCondition[(int)rule.Condition] = rule;

        // A rule that explains others must be judged before them; a chain of explanations is two long at most (the validator sees to it).
        Judged = [.. _byCondition.OfType<Rule>().Where(rule => rule.Source != RuleSource.Silence && rule.Condition is not (Condition.CoverageGap or Condition.JournalFilling or Condition.StoreAway or Condition.EdgeAway))
            .OrderBy(rule => rule.UnlessConditions == 0 ? 0 : 1).ThenBy(rule => rule.Condition)];
        Offline = _byCondition[(int)Condition.Offline];
    }

    /// <summary>Rules on values.</summary>
    public Rule[] Judged { get; }

    /// <summary>Null where the operator's rules leave it out: silence is then never judged.</summary>
    public Rule? Offline { get; }

    public Rule? Find(Condition condition) => _byCondition[(int)condition];
}
