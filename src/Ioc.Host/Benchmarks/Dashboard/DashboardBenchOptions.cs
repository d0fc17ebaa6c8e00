namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>How large the province is and how much happens in it.</summary>
internal sealed record DashboardBenchOptions
{
    /// <summary>Registered devices, 100 to 100,000; all have reported once.</summary>
    public int Devices { get; init; } = 20_000;

    /// <summary>Twins that change per second, 1 to 20,000.</summary>
    public int ChangesPerSecond { get; init; } = 500;

    /// <summary>Of these, faults that come or go with an alert each, 0 to 1,000; the others begin or end to play.</summary>
    public int FaultsPerSecond { get; init; } = 5;

    /// <summary>Measured seconds of each steady phase, 5 to 600.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Live connections beside the browser, 0 to 1,000: so many may one account open at once (docs/api.md, "What costs").</summary>
    public int Viewers { get; init; } = 200;

    /// <summary>Hours' worth of changes between two readings of the heap, at as many times the speed as the machine manages; 0: not measured.</summary>
    public double HeapHours { get; init; } = 1;

    /// <summary>Longest time for that, seconds, 10 to 3,600; the figure says how much it came to.</summary>
    public int HeapSecondsMax { get; init; } = 200;

    /// <summary>How many times slower the laptop is than this machine, 1 to 20.</summary>
    public int Throttle { get; init; } = 4;

    /// <summary>The browser; null: the first that is installed.</summary>
    public string? Chromium { get; init; }

    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        Check("--devices", Devices, 100, 100_000);
        Check("--changes", ChangesPerSecond, 1, 20_000);
        Check("--faults", FaultsPerSecond, 0, 1_000);
        Check("--seconds", Seconds, 5, 600);
        Check("--viewers", Viewers, 0, 1_000);
        Check("--heap-seconds", HeapSecondsMax, 10, 3_600);
        Check("--throttle", Throttle, 1, 20);
        if (HeapHours is < 0 or > 24 or double.NaN)
            errors.Add($"--heap-hours must be 0 to 24, not {HeapHours}.");
        return errors;

        void Check(string name, int value, int min, int max)
        {
            if (value < min || value > max)
                errors.Add($"{name} must be {min} to {max}, not {value}.");
        }
    }
}
