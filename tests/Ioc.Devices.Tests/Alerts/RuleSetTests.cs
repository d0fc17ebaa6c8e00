using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Alerts;

public class RuleSetTests
{
    private const string Good =
        """
        rules:
          - condition: battery-low
            kinds: [loudspeaker]
            field: battery_percent
            raise: "< 20"
            clear: "> 30"
            severity: major
            effect: degraded
            alarm_type: equipmentAlarm
            probable_cause: batteryFailure
            text_vi: "Pin yếu"
            text_en: "Battery low"
        """;

    [Fact]
    public void Every_kind_has_its_rules_by_default()
    {
        string Of(DeviceKind kind) => string.Join(" ", RuleSet.Default.Rules.Where(rule => rule.Kind == kind).Select(rule => rule.Condition.Word()).Order());

        Assert.Equal(
            "amplifier-fault battery-low mains-lost offline over-temperature speaker-line-open speaker-line-short", Of(DeviceKind.Loudspeaker));
        Assert.Equal("access-points-missing backhaul-down hotspot-down latency-high loss-high offline", Of(DeviceKind.Hotspot));
        Assert.Equal(
            "backhaul-down battery-low cell-down coverage-gap offline on-battery over-temperature site-alarm site-down", Of(DeviceKind.Site));
        Assert.Equal("edge-away journal-filling store-away", Of(DeviceKind.Centre));
    }

    [Fact]
    public void A_rule_is_read() => Assert.NotNull(RuleSet.Parse(Good, out _));

    [Theory]
    [InlineData("condition: battery-low", "condition: battery-flat", "line 2: unknown condition 'battery-flat'")]
    [InlineData("kinds: [loudspeaker]", "kinds: [loudspeaker, tractor]", "line 3: unknown kind 'tractor'")]
    [InlineData("field: battery_percent", "field: clients", "line 4: 'clients' is no field of a loudspeaker that can be judged")]
    [InlineData("field: battery_percent", "field: firmware", "line 4: 'firmware' is no field of a loudspeaker that can be judged")]
    [InlineData("raise: \"< 20\"", "raise: \"twenty\"", "line 5: 'twenty' is no test of this field; write for example '< 20' or '= open'")]
    [InlineData("raise: \"< 20\"", "raise: \"< NaN\"", "line 5: '< NaN' is no test of this field; write for example '< 20' or '= open'")]
    [InlineData("clear: \"> 30\"", "clear: \"> 10\"", "line 6: the value that clears would also raise")]
    [InlineData("severity: major", "severity: huge", "line 7: 'severity' must be one of indeterminate, warning, minor, major, critical")]
    [InlineData("severity: major", "severity: 4", "line 7: 'severity' must be one of indeterminate, warning, minor, major, critical")]
    [InlineData("effect: degraded", "effect: ok", "line 8: 'effect' must be one of degraded, faulty, offline")]
    [InlineData("text_vi: \"Pin yếu\"", "text_vi: \"\"", "line 2: 'text_vi' is missing")]
    [InlineData("text_en: \"Battery low\"", "text_en: \"Battery low\"\n    colour: red", "line 13: unknown key 'colour'")]
    [InlineData("severity: major", "severity: major\n    raise_after_s: -1", "line 8: 'raise_after_s' must be a whole number from 0 to 86400")]
    [InlineData("severity: major", "severity: major\n    unless: [hot]", "line 8: unknown condition 'hot'")]
    public void A_mistake_is_told_with_its_line(string right, string wrong, string expected)
    {
        Assert.Null(RuleSet.Parse(Good.Replace(right, wrong, StringComparison.Ordinal), out var errors));
        Assert.Contains(expected, errors);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var yaml = Good.Replace("severity: major", "severity: x", StringComparison.Ordinal).Replace("effect: degraded", "effect: y", StringComparison.Ordinal);

        Assert.Null(RuleSet.Parse(yaml, out var errors));
        Assert.Equal(2, errors.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rules: 5")]
    [InlineData("- a")]
    [InlineData("rules: [1, 2]")]
    [InlineData("rules:\n  - {condition: [")]
    [InlineData("\t")]
    [InlineData("a: &x [*x]")]
    public void Text_that_holds_no_rules_is_an_error_and_not_an_exception(string yaml)
    {
        Assert.Null(RuleSet.Parse(yaml, out var errors));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Two_rules_for_one_condition_contradict_each_other()
    {
        var twice = Good + Good["rules:".Length..];

        Assert.Null(RuleSet.Parse(twice, out var errors));
        Assert.Equal(["two rules for battery-low of loudspeaker"], errors);
    }
}
