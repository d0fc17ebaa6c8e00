using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;

namespace Ioc.Dashboard.Wire;

/// <summary>A rule as people look at it; <c>field</c>, <c>above</c>, <c>raise</c> and <c>clear</c> are null where no number is compared.</summary>
internal sealed record RuleWire(
    string Condition, [property: Words(typeof(DeviceKind), Name = "AlertedKind")] string Kind, [property: Words(typeof(Severity))] string Severity,
    [property: Words(typeof(RuleEffect))] string Effect, string? Field, bool? Above, double? Raise, double? Clear, int RaiseAfterSeconds,
    int ClearAfterSeconds, string TextVi, string TextEn)
{
    public static RuleWire Of(Rule rule) => new(
        rule.Condition.Word(), rule.Kind.Word(), EnumWords<Severity>.Word(rule.Severity), EnumWords<RuleEffect>.Word(rule.Effect), rule.Bound?.Field,
        rule.Bound?.IsAbove, rule.Bound?.Raise, rule.Bound?.Clear, rule.RaiseAfterSeconds, rule.ClearAfterSeconds, rule.TextVi, rule.TextEn);
}
