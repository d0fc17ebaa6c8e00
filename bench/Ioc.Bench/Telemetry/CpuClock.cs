using System.Diagnostics;

namespace Ioc.Bench.Telemetry;

/// <summary>Adds up time and processor time of pieces of work.</summary>
internal sealed class CpuClock
{
    public TimeSpan Cpu { get; private set; }

    public TimeSpan Wall { get; private set; }

    public void Measure(Action work) => MeasureAsync(() =>
    {
        work();
        return Task.FromResult(true);
    }).GetAwaiter().GetResult();

    public async Task<T> MeasureAsync<T>(Func<Task<T>> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpu, started) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
        var result = await work();
        process.Refresh();
        Cpu += process.TotalProcessorTime - cpu;
        Wall += Stopwatch.GetElapsedTime(started);
        return result;
    }
}
