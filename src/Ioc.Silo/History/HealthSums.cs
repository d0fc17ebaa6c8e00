using Ioc.Devices.Twins;

namespace Ioc.Silo.History;

/// <summary>Seconds that devices spent in each health, by step of time. What nothing is known of is in none of them. Pure.</summary>
public sealed class HealthSums
{
    private static readonly int Healths = Enum.GetValues<Health>().Length;

    private readonly double[] _seconds;

    public HealthSums(long fromMs, long toMs, long stepMs)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(fromMs, toMs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepMs);
        FromMs = fromMs;
        ToMs = toMs;
        StepMs = stepMs;
        Steps = (int)Math.Min((toMs - fromMs + stepMs - 1) / stepMs, HistoryLimits.StepsMax);
        _seconds = new double[Steps * Healths];
    }

    public long FromMs { get; }

    public long ToMs { get; }

    public long StepMs { get; }

    public int Steps { get; }

    /// <summary>Devices of which anything was known.</summary>
    public int Devices { get; private set; }

    public double Seconds(int step, Health health) => _seconds[(step * Healths) + (int)health];

    /// <summary>One device's changes, oldest first; the first may lie before the beginning.</summary>
    public void Add(IReadOnlyList<HealthChange> changes)
    {
        if (changes.Any(change => change.Health != Health.Unknown))
            Devices++;
        for (var index = 0; index < changes.Count; index++)
            Add(changes[index].Health, changes[index].AtMs, index + 1 < changes.Count ? changes[index + 1].AtMs : ToMs);
    }

    private void Add(Health health, long sinceMs, long untilMs)
    {
        sinceMs = Math.Max(sinceMs, FromMs);
        untilMs = Math.Min(untilMs, FromMs + (Steps * StepMs));
        untilMs = Math.Min(untilMs, ToMs);
        while (sinceMs < untilMs)
        {
            var step = (sinceMs - FromMs) / StepMs;
            var end = Math.Min(untilMs, FromMs + ((step + 1) * StepMs));
            _seconds[(step * Healths) + (int)health] += (end - sinceMs) / 1000.0;
            sinceMs = end;
        }
    }
}
