using System.Globalization;

namespace Ioc.Host.Proving;

/// <summary>What was counted over all faults; the last line of <c>ioc prove durability</c>.</summary>
internal sealed class Tally
{
    private readonly List<(string Name, long Count)> _faults = [];
    private readonly List<string> _notTried = [];
    private readonly List<string> _leftOut = [];

    public long Acknowledged { get; private set; }

    public long Stored { get; private set; }

    public long Lost { get; private set; }

    public long Doubled { get; private set; }

    public long Alerts { get; private set; }

    public long AlertsLost { get; private set; }

    public long AlertsDoubled { get; private set; }

    /// <summary>Faults whose cause no message named, or after which the centre did not do what it says it does.</summary>
    public long Unnamed { get; private set; }

    public List<string> Words { get; } = [];

    public bool IsClean => Lost + Doubled + AlertsLost + AlertsDoubled + Unnamed == 0;

    public bool IsProved => IsClean && _notTried.Count == 0;

    /// <summary>What nobody left out and this machine could not try: that is not proved.</summary>
    public IReadOnlyList<string> Untried => _notTried;

    public void Count(string fault, long count) => _faults.Add((fault, count));

    public void NotTried(string scenario) => _notTried.Add(scenario);

    /// <summary>On request.</summary>
    public void LeftOut(string scenario) => _leftOut.Add(scenario);

    public void Add(StoredRun run, int acknowledged)
    {
        Acknowledged += acknowledged;
        Stored += run.Stored;
        Lost += run.Lost;
        Doubled += run.Doubled;
        Alerts += run.Alerts;
        AlertsLost += run.AlertsLost;
        AlertsDoubled += run.AlertsDoubled;
        Words.AddRange(run.Words);
    }

    /// <summary>What another store than the centre's own holds of messages that are counted already.</summary>
    public void AddStore(string store, long lost, long doubled)
    {
        Lost += lost;
        Doubled += doubled;
        if (lost + doubled > 0)
            Words.Add(string.Create(CultureInfo.InvariantCulture, $"{store}: {lost} lost, {doubled} doubled"));
    }

    /// <summary>The fault must have been named, or else this is wrong.</summary>
    public void MustBeNamed(bool isNamed, string what)
    {
        if (isNamed)
            return;
        Unnamed++;
        Words.Add(what);
    }

    public string Line(int seed, TimeSpan duration)
    {
        var faults = string.Concat(_faults.GroupBy(fault => fault.Name).Select(group => $" {group.Key}={group.Sum(fault => fault.Count)}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"seed={seed}{faults} acknowledged={Acknowledged} stored={Stored} lost={Lost} doubled={Doubled} alerts={Alerts} alerts_lost={AlertsLost} "
            + $"alerts_doubled={AlertsDoubled} unnamed={Unnamed} not_tried={Names(_notTried)} left_out={Names(_leftOut)} seconds={duration.TotalSeconds:F0}");
    }

    private static string Names(List<string> scenarios) => scenarios.Count == 0 ? "none" : string.Join(',', scenarios);
}
