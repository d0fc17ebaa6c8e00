using System.CommandLine;

namespace Ioc.Host.Benchmarks.Dashboard;

/// <summary>The options of <c>ioc bench dashboard</c>.</summary>
internal sealed class DashboardArguments
{
    private static readonly DashboardBenchOptions Defaults = new();

    private readonly Option<int> _devices = Number("--devices", "Registered devices", Defaults.Devices);
    private readonly Option<int> _changes = Number("--changes", "Twins that change per second", Defaults.ChangesPerSecond);
    private readonly Option<int> _faults = Number("--faults", "Of these, faults that come or go, with an alert each", Defaults.FaultsPerSecond);
    private readonly Option<int> _seconds = Number("--seconds", "Measured seconds of each steady phase", Defaults.Seconds);
    private readonly Option<int> _viewers = Number("--viewers", "Live connections beside the browser", Defaults.Viewers);
    private readonly Option<double> _heapHours = new("--heap-hours") { Description = "Hours' worth of changes between two readings of the heap; 0: not measured", HelpName = "H", DefaultValueFactory = _ => Defaults.HeapHours };
    private readonly Option<int> _heapSeconds = Number("--heap-seconds", "Longest time for these", Defaults.HeapSecondsMax);
    private readonly Option<int> _throttle = Number("--throttle", "How many times slower the laptop is than this machine", Defaults.Throttle);
    private readonly Option<FileInfo?> _chromium = new("--chromium") { Description = "The browser [default: the first of chromium, google-chrome that is installed]", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_devices, _changes, _faults, _seconds, _viewers, _heapHours, _heapSeconds, _throttle, _chromium])
            command.Options.Add(option);
    }

    public DashboardBenchOptions Read(ParseResult parsed) => new()
    {
        Devices = parsed.GetValue(_devices),
        ChangesPerSecond = parsed.GetValue(_changes),
        FaultsPerSecond = parsed.GetValue(_faults),
        Seconds = parsed.GetValue(_seconds),
        Viewers = parsed.GetValue(_viewers),
        HeapHours = parsed.GetValue(_heapHours),
        HeapSecondsMax = parsed.GetValue(_heapSeconds),
        Throttle = parsed.GetValue(_throttle),
        Chromium = parsed.GetValue(_chromium)?.FullName,
    };

    private static Option<int> Number(string name, string description, int preset) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => preset };
}
