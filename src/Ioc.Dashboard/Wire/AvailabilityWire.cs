using Ioc.Devices.Twins;
using Ioc.Silo.History;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// Device-seconds in each health, by step; what is missing to devices × step is not known. <c>devices</c> are those of which anything was
/// known, <c>registered</c> all there are now.
/// </summary>
internal sealed record AvailabilityWire(
    DateTimeOffset From, DateTimeOffset To, int Step, int Devices, int Registered, IReadOnlyList<long> At, IReadOnlyList<long> Ok,
    IReadOnlyList<long> Degraded, IReadOnlyList<long> Faulty, IReadOnlyList<long> Offline)
{
    public static AvailabilityWire Of(HealthSums sums, int registered) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(sums.FromMs), DateTimeOffset.FromUnixTimeMilliseconds(sums.ToMs), (int)(sums.StepMs / 1000),
        sums.Devices, registered, [.. Enumerable.Range(0, sums.Steps).Select(step => sums.FromMs + (step * sums.StepMs))],
        Column(sums, Health.Ok), Column(sums, Health.Degraded), Column(sums, Health.Faulty), Column(sums, Health.Offline));

    private static long[] Column(HealthSums sums, Health health) =>
        [.. Enumerable.Range(0, sums.Steps).Select(step => (long)Math.Round(sums.Seconds(step, health)))];
}
