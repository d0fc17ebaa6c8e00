using Ioc.Host.Simulation;

namespace Ioc.Host.Simulating;

/// <summary>Passes a running simulation's figures on, at most once per interval, and remembers the last.</summary>
internal sealed class SimulationNotes(TimeProvider time, TimeSpan interval, Action<SimulatorProgress> say) : IProgress<SimulatorProgress>
{
    private long _saidAt = time.GetTimestamp();

    public SimulatorProgress? Last { get; private set; }

    public void Report(SimulatorProgress value)
    {
        Last = value;
        if (time.GetElapsedTime(_saidAt) < interval)
        {
            return;
        }

        _saidAt = time.GetTimestamp();
        say(value);
    }
}
