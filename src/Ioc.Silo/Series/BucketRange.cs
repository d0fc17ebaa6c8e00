using Ioc.Silo.Rollups;

namespace Ioc.Silo.Series;

/// <summary>
/// The buckets of a query: [<paramref name="FromMs"/>, <paramref name="ToMs"/>) cut at whole multiples of the step since the epoch.
/// </summary>
internal readonly record struct BucketRange(long FromMs, long ToMs, int StepSeconds)
{
    /// <summary>Steps that people read without arithmetic; beyond the last, whole days.</summary>
    private static readonly int[] NiceSteps =
        [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 43_200, 86_400];

    /// <summary>
    /// Steps of a series of many devices: those that each device is kept added up in, which are read as they are; and in less than a minute not
    /// every device has reported, so that a sum over them would mean nothing.
    /// </summary>
    private static readonly int[] TotalSteps = [.. RollupLevel.All.Select(level => level.StepSeconds)];

    public long StepMs => StepSeconds * 1_000L;

    public long FirstBucketMs => FloorTo(FromMs, StepMs);

    public long Count => ToMs <= FromMs ? 0 : ((FloorTo(ToMs - 1, StepMs) - FirstBucketMs) / StepMs) + 1;

    /// <summary>
    /// The narrowest nice step that keeps a series at or below about <paramref name="points"/> points and is a multiple of <paramref name="stepSecondsMin"/>.
    /// </summary>
    public static int ChooseStep(long fromMs, long toMs, int points, int stepSecondsMin = 1, bool isTotal = false)
    {
        var seconds = (toMs - fromMs + (points * 1_000L) - 1) / (points * 1_000L);
        foreach (var step in isTotal ? TotalSteps : NiceSteps)
            if (step >= seconds && step % stepSecondsMin == 0)
                return step;
        return checked((int)((seconds + 86_399) / 86_400 * 86_400));
    }

    private static long FloorTo(long atMs, long stepMs) => atMs - (((atMs % stepMs) + stepMs) % stepMs);
}
