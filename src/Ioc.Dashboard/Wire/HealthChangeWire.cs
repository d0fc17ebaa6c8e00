using Ioc.Devices.Twins;
using Ioc.Silo.History;

namespace Ioc.Dashboard.Wire;

/// <summary>From <c>at</c> on, until the next change.</summary>
internal sealed record HealthChangeWire(DateTimeOffset At, [property: Words(typeof(Health))] string Health, IReadOnlyList<string> Reasons)
{
    public static HealthChangeWire Of(HealthChange change) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(change.AtMs), EnumWords<Health>.Word(change.Health), ConditionWords.WordsOf(change.Conditions));
}
