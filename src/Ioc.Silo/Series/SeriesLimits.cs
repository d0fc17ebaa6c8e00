namespace Ioc.Silo.Series;

/// <summary>Bounds of the telemetry store and of what one query may ask.</summary>
public static class SeriesLimits
{
    /// <summary>
    /// Messages one <see cref="PointBuffer"/> holds: 200 s of 1,000 messages/s in a single shard, so a slow disk is ridden out.
    /// </summary>
    public const int BufferMessagesMax = 200_000;

    /// <summary>Points one <see cref="PointBuffer"/> holds: 12 per message on average; 10 bytes each, 24 MB.</summary>
    public const int BufferPointsMax = 2_400_000;

    /// <summary>Device ids in one query: a screen of small multiples.</summary>
    public const int QueryDevicesMax = 100;

    /// <summary>Units in one query: a province's communes beside each other.</summary>
    public const int QueryUnitsMax = 200;

    /// <summary>Metrics in one query: more than any kind has fields.</summary>
    public const int QueryMetricsMax = 32;

    /// <summary>Points of one series when the step is chosen: more than a screen has pixels for in a chart.</summary>
    public const int PointsPerSeries = 1_000;

    /// <summary>Buckets of one series when the caller gives the step: a week by the minute is 10,080.</summary>
    public const int BucketsMax = 20_000;

    /// <summary>Buckets of all series of one query: 44 bytes each, 88 MB at worst, and only for series that have points.</summary>
    public const int BucketsTotalMax = 2_000_000;

    /// <summary>
    /// Groups of 16 devices that one reader reads as of one instant: a transaction and its statements are paid for once, and no reader keeps the
    /// write-ahead log from being taken over for long.
    /// </summary>
    internal const int GroupsPerReader = 32;

    /// <summary>Widest time range: the longest retention.</summary>
    public const int QueryDaysMax = 3_660;

    /// <summary>
    /// Groups of 16 devices that one compaction step looks at: an hour of writes every 2 s took 9 ms per group (TelemetrySpeedTests), and the
    /// writer waits meanwhile.
    /// </summary>
    internal const int CompactionGroupsPerStep = 4;

    /// <summary>
    /// An hour is compacted when it has been over this long: what the journal still holds of it has been written by then.
    /// </summary>
    internal const long CompactionLagMs = 15 * 60 * 1_000;

    /// <summary>
    /// Rows that one compaction step merges at most for a group: a write a second for an hour; the rest of the hour stays as it is.
    /// </summary>
    internal const int CompactionRowsMax = 3_600;

    /// <summary>Small rows of the running hour that are merged when compaction comes by: some minutes of writes every two seconds.</summary>
    internal const int RunningHourRowsMax = 32;

    /// <summary>Groups that one retention step looks at; a seek each.</summary>
    internal const int RetentionGroupsPerStep = 64;

    /// <summary>Rows that one retention step deletes per group: two weeks of hours, when the retention was shortened.</summary>
    internal const int RetentionRowsPerGroup = 336;
}
