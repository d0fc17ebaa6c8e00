namespace Ioc.Silo.Journal;

/// <summary>How fast the journal is written, whatever is deleted from it meanwhile. Added to by the journal's thread, read by any.</summary>
internal sealed class JournalGrowth(TimeProvider time)
{
    private long _sinceTimestamp = time.GetTimestamp();
    private long _bytes;
    private double _bytesPerSecond;

    public double BytesPerSecond => Volatile.Read(ref _bytesPerSecond);

    public void Add(int bytes)
    {
        _bytes += bytes;
        var elapsed = time.GetElapsedTime(_sinceTimestamp);
        if (elapsed.TotalSeconds < JournalLimits.RateSeconds)
            return;
        Volatile.Write(ref _bytesPerSecond, _bytes / elapsed.TotalSeconds);
        (_sinceTimestamp, _bytes) = (time.GetTimestamp(), 0);
    }

    /// <summary>Null: nothing comes.</summary>
    public TimeSpan? TimeFor(long bytes) =>
        BytesPerSecond < 1 ? null : TimeSpan.FromSeconds(Math.Min(bytes / BytesPerSecond, TimeSpan.FromDays(3_650).TotalSeconds));
}
