using Ioc.Dashboard.Api;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.History;

/// <summary>
/// The last hour's key figures, a sample a minute, so that a page just opened can say what changed. In memory: after a start it begins
/// empty and the screen says how far back it sees, which is truer than a curve with a hole. An hour of 166 communes with three kinds is
/// 61 × 500 arrays of five numbers, 3 MB.
/// </summary>
internal sealed class CountsHistory(Overviews overviews, IRegistry registry, TimeProvider time, ILogger<CountsHistory> logger) : BackgroundService
{
    public const int SamplesMax = 61;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // Made with the service, not in its loop, which the host starts when it likes: the first minute begins with the start.
    private readonly PeriodicTimer _timer = new(Interval, time);
    private static readonly int HealthCount = Enum.GetValues<Health>().Length;

    // Replaced whole by the one loop, so that a reader sees one hour and not two halves.
    private volatile IReadOnlyList<CountsSample> _samples = [];

    /// <summary>Oldest first. <paramref name="unit"/> with all below it; null: everything.</summary>
    public IReadOnlyList<CountsPoint> Read(string? unit)
    {
        IReadOnlySet<string>? units = unit is null ? null : registry.Current.UnitsBelow(unit);
        return [.. _samples.Select(sample => Point(sample, units))];
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                CountsSample sample = Take(await overviews.CurrentAsync(stoppingToken), registry.Current);
                _samples = [.. _samples.Skip(Math.Max(0, _samples.Count - SamplesMax + 1)), sample];
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // A minute is missing then; the next one is asked for as if nothing had been.
                DashboardLog.CountsFailed(logger, fault);
            }
        }
    }

    private static CountsSample Take(OverviewSnapshot overview, RegistrySnapshot registry)
    {
        var devices = new Dictionary<(string Unit, DeviceKind Kind), int[]>();
        foreach (TwinBrief twin in overview.Twins)
        {
            if (registry.FindDevice(twin.Handle) is not { } device) continue;
            if (!devices.TryGetValue((device.UnitCode, device.Kind), out int[]? counts)) devices.Add((device.UnitCode, device.Kind), counts = new int[HealthCount]);
            counts[(int)twin.Health]++;
        }

        var alerts = overview.Alerts.Where(alert => alert.State != AlertState.Cleared).CountBy(alert => alert.UnitCode).ToDictionary(StringComparer.Ordinal);
        return new CountsSample(overview.At, devices, alerts);
    }

    private static CountsPoint Point(CountsSample sample, IReadOnlySet<string>? units)
    {
        var byKind = DeviceKinds.All.ToDictionary(kind => kind, _ => new int[HealthCount]);
        foreach (((string unit, DeviceKind kind), int[] counts) in sample.Devices)
        {
            if (units?.Contains(unit) == false) continue;
            for (int health = 0; health < HealthCount; health++) byKind[kind][health] += counts[health];
        }

        return new CountsPoint(
            sample.At, [.. byKind.Select(pair => new KindCounts(pair.Key.Word(), pair.Value))],
            sample.Alerts.Sum(pair => units?.Contains(pair.Key) == false ? 0 : pair.Value));
    }
}
