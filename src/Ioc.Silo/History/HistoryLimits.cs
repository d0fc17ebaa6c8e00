namespace Ioc.Silo.History;

/// <summary>How much of the past of devices' health is kept and answered.</summary>
public static class HistoryLimits
{
    /// <summary>
    /// Changes kept per device, newest first: three months of a device with two faults a day; 22,000 such devices take about 400 MB. A count
    /// and not an age, so that a wrong clock deletes nothing.
    /// </summary>
    public const int ChangesPerDeviceMax = 400;

    /// <summary>A device's older changes are deleted with each so many new ones.</summary>
    public const int PruneEvery = 32;

    /// <summary>Changes of one shard that wait for a store that is away: 100,000 at 24 bytes.</summary>
    public const int WaitingPerShardMax = 100_000;

    /// <summary>Steps of one availability answer: more than a screen has columns.</summary>
    public const int StepsMax = 1_000;

    /// <summary>Devices times days of one availability answer: a commune of 300 for half a year, or a province of 22,000 for two days; a second's work.</summary>
    public const long DeviceDaysMax = 60_000;
}
