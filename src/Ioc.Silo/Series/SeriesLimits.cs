namespace Ioc.Silo.Series;

/// <summary>Bounds of the telemetry store and of what one query may ask.</summary>
public static class SeriesLimits
{
    /// <summary>Messages one <see cref="PointBuffer"/> holds: 200 s of 1,000 messages/s in a single shard, so a slow disk is ridden out.</summary>
    public const int BufferMessagesMax = 200_000;

    /// <summary>Points one <see cref="PointBuffer"/> holds: 12 per message on average; 10 bytes each, 24 MB.</summary>
    public const int BufferPointsMax = 2_400_000;

    /// <summary>Device ids in one query: a screen of small multiples.</summary>
    public const int QueryDevicesMax = 100;

    /// <summary>Metrics in one query: more than any kind has fields.</summary>
    public const int QueryMetricsMax = 32;

    /// <summary>Points of one series when the step is chosen: more than a screen has pixels for in a chart.</summary>
    public const int PointsPerSeries = 1_000;

    /// <summary>Buckets of one series when the caller gives the step: a week by the minute is 10,080.</summary>
    public const int BucketsMax = 20_000;

    /// <summary>Buckets of all series of one query: 32 bytes each, 64 MB at worst.</summary>
    public const int BucketsTotalMax = 2_000_000;

    /// <summary>Widest time range: the longest retention.</summary>
    public const int QueryDaysMax = 3_660;

    /// <summary>Queries that start again because a buffer was cleared under them give up after this many tries; one retry is rare already.</summary>
    internal const int UnflushedTriesMax = 16;
}
