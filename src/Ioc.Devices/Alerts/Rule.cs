using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Alerts;

/// <summary>One rule as it stands in <c>rules.yaml</c>, checked and ready to evaluate.</summary>
public sealed record Rule
{
    public required Condition Condition { get; init; }

    public required DeviceKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required RuleEffect Effect { get; init; }

    public required string AlarmType { get; init; }

    public required string ProbableCause { get; init; }

    public bool ServiceAffecting { get; init; }

    /// <summary>With the places <c>{device}</c>, <c>{value}</c>, <c>{threshold}</c>, <c>{detail}</c>; coverage also <c>{hamlets}</c>, <c>{people}</c>.</summary>
    public required string TextVi { get; init; }

    public required string TextEn { get; init; }

    public string? RepairVi { get; init; }

    public string? RepairEn { get; init; }

    /// <summary>How long the test must hold before the condition is raised.</summary>
    public int RaiseAfterSeconds { get; init; }

    public int ClearAfterSeconds { get; init; }

    /// <summary>Conditions that explain this one: while one of them holds, this one is not raised and ends.</summary>
    public ulong UnlessConditions { get; init; }

    /// <summary>Offline only: how many reporting periods may be missed, 1 to 100.</summary>
    public int MissedPeriods { get; init; } = 3;

    /// <summary>Offline only: how long after a last will the device may come back unnoticed.</summary>
    public int WillGraceSeconds { get; init; }

    /// <summary>Null where no number of the telemetry is compared.</summary>
    public RuleBound? Bound => Source != RuleSource.Field ? null : Raise.Operator switch
    {
        RuleOperator.Above or RuleOperator.AtLeast => new RuleBound(FieldName, true, Raise.Bound, Clear.Bound),
        RuleOperator.Below or RuleOperator.AtMost => new RuleBound(FieldName, false, Raise.Bound, Clear.Bound),
        _ => null,
    };

    private string FieldName => TelemetrySchema.For(Kind).Fields[FieldIndex].Name;

    internal RuleSource Source { get; init; }

    internal int FieldIndex { get; init; }

    internal RuleTest Raise { get; init; }

    internal RuleTest Clear { get; init; }

    /// <summary>Bound for people: null where words are compared.</summary>
    internal double? Threshold => Raise.Operator == RuleOperator.OneOf || Source == RuleSource.Silence ? null : Raise.Bound;
}
