namespace Ioc.Silo.Sizes;

/// <summary>
/// How the levels fill a disk: each grows by its day until it holds all the days it is kept, and then no more. So the answer is no straight
/// line: most of the growth of the first weeks is raw points, and that of later years is hours.
/// </summary>
internal static class DiskForecast
{
    /// <summary>A century is never.</summary>
    private const int DaysMax = 36_500;

    public static long? SettledBytes(IReadOnlyList<LevelSize> levels) =>
        levels.All(level => level.BytesPerDay is null) ? null
        : (long)levels.Sum(level => level.BytesPerDay is { } perDay ? Math.Max(level.Bytes, perDay * level.KeptDays) : level.Bytes);

    public static int? FullInDays(IReadOnlyList<LevelSize> levels, long freeBytes)
    {
        double free = freeBytes;
        for (var day = 0; day < DaysMax; day++)
        {
            var growth = levels.Sum(level => level.BytesPerDay is { } perDay && level.HeldDays + day < level.KeptDays ? perDay : 0);
            if (growth == 0)
                return null;
            if ((free -= growth) < 0)
                return day;
        }

        return null;
    }
}
