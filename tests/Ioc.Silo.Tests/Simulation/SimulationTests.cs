using System.Globalization;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// A month with faults at every boundary, from a seed; in under a minute on two cores. <c>IOC_SIMULATION_SEEDS=100</c> lives a
/// hundred months, beginning at <c>IOC_SIMULATION_SEED</c>, each as long as <c>IOC_SIMULATION_DAYS</c>; a failure names its seed, by which the
/// same things happen again.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int DefaultDays = 30;
    private const int DefaultSeed = 20261122;

    [Fact]
    public async Task A_month_with_faults_loses_doubles_and_invents_nothing()
    {
        var first = Number("IOC_SIMULATION_SEED", DefaultSeed);
        for (var seed = first; seed < first + Number("IOC_SIMULATION_SEEDS", 1); seed++)
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                await using var month = await SimulatedMonth.BeginAsync(seed);
                await month.LiveAsync(Number("IOC_SIMULATION_DAYS", DefaultDays));
                output.WriteLine($"seed {seed}: {string.Join(", ", month.Faults.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"))}; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s");
                Assert.True(month.Faults.Count >= 14 && month.StepsFull > 0, "a month without some kind of fault proves little: choose another seed");
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed} fails: {exception.Message} (again with IOC_SIMULATION_SEED={seed} and the same days)", exception);
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
