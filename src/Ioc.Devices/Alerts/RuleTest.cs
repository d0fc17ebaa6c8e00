namespace Ioc.Devices.Alerts;

/// <summary>A comparison of one value: with a bound, or with a set of words (bits of their positions; booleans are the words false, true).</summary>
internal readonly record struct RuleTest(RuleOperator Operator, double Bound, ulong WordBits)
{
    public bool Holds(double value) => Operator switch
    {
        RuleOperator.Below => value < Bound,
        RuleOperator.AtMost => value <= Bound,
        RuleOperator.Above => value > Bound,
        RuleOperator.AtLeast => value >= Bound,
        RuleOperator.Equal => value == Bound,
        RuleOperator.NotEqual => value != Bound,
        _ => (WordBits & (1UL << (int)value)) != 0,
    };

    /// <summary>What must hold to clear when the rule says nothing about it.</summary>
    public RuleTest Opposite() => Operator switch
    {
        RuleOperator.Below => this with { Operator = RuleOperator.AtLeast },
        RuleOperator.AtMost => this with { Operator = RuleOperator.Above },
        RuleOperator.Above => this with { Operator = RuleOperator.AtMost },
        RuleOperator.AtLeast => this with { Operator = RuleOperator.Below },
        RuleOperator.Equal => this with { Operator = RuleOperator.NotEqual },
        RuleOperator.NotEqual => this with { Operator = RuleOperator.Equal },
        _ => this with { WordBits = ~WordBits },
    };
}
