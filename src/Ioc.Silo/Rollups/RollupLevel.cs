using Ioc.Silo.Series;

namespace Ioc.Silo.Rollups;

/// <summary>
/// One resolution of what is kept beside and after the raw points. A row holds one metric of 16 neighbouring devices for one span of time:
/// by metric, because an answer about 20,000 devices wants one metric of thirty; many devices, because a row a device would be bytes long.
/// </summary>
internal sealed class RollupLevel
{
    private const int MetricBits = 16;
    private const int GroupBits = 20;
    private const int SpanBits = 24;

    private RollupLevel(int number, string name, int stepSeconds, long spanMs) =>
        (Number, Name, StepSeconds, SpanMs) = (number, name, stepSeconds, spanMs);

    public static RollupLevel Minute { get; } = new(0, "1min", 60, GroupBlock.HourMs);

    public static RollupLevel Quarter { get; } = new(1, "15min", 900, 24 * GroupBlock.HourMs);

    public static RollupLevel Hour { get; } = new(2, "1h", 3_600, 24 * GroupBlock.HourMs);

    public static RollupLevel Day { get; } = new(3, "1d", 86_400, 32 * 24 * GroupBlock.HourMs);

    /// <summary>Finest first; a level's number is its place.</summary>
    public static IReadOnlyList<RollupLevel> All { get; } = [Minute, Quarter, Hour, Day];

    /// <summary>On disk.</summary>
    public int Number { get; }

    public string Name { get; }

    public int StepSeconds { get; }

    public long StepMs => StepSeconds * 1_000L;

    /// <summary>What one row covers.</summary>
    public long SpanMs { get; }

    public int Buckets => (int)(SpanMs / StepMs);

    /// <summary>Times before 1970, or some centuries ahead, have no key: such points are only kept raw.</summary>
    public static bool Covers(long hourMs) => hourMs >= 0 && hourMs / GroupBlock.HourMs < 1 << SpanBits;

    public long SpanOf(long atMs) => Floor(atMs, SpanMs);

    public int BucketOf(long atMs) => (int)((atMs - SpanOf(atMs)) / StepMs);

    public long Floor(long atMs) => Floor(atMs, StepMs);

    public long Ceiling(long atMs) => Floor(atMs + StepMs - 1, StepMs);

    /// <summary>
    /// The row's key: level, then time, so that a span's rows lie together, are written at the end, and leave from the front; then metric and
    /// group, so that one metric of all devices is one stretch of the file.
    /// </summary>
    public long Key(long spanMs, ushort metric, int group) =>
        (((((long)Number << SpanBits) | (spanMs / SpanMs)) << MetricBits | metric) << GroupBits) | (uint)group;

    private static long Floor(long atMs, long stepMs) => atMs - (((atMs % stepMs) + stepMs) % stepMs);
}
