namespace Ioc.Silo.Journal;

/// <summary>
/// How full the journal is, or what waits for a time-series server where that is nearer to its bound, in steps that do not flicker: each is left at a lower mark than it was entered at. The last part of the quota is
/// kept for the centre's own entries, so that time, orders and the alert about all this still find room. The journal's thread only.
/// </summary>
internal sealed class QuotaWatch(long quotaBytes)
{
    private readonly long _devicesBytes = Math.Max(1, quotaBytes - Math.Min(JournalLimits.OwnBytes, quotaBytes / 4));

    public JournalRoom Room { get; private set; }

    /// <summary>True: people must be told. Null until the first look at a mark that says it for certain: a restart between the marks changes nothing.</summary>
    public bool? IsFilling { get; private set; }

    public int Percent { get; private set; }

    /// <summary>Whether what waits for a time-series server is nearer to its bound than the journal.</summary>
    public bool IsOutboxFuller { get; private set; }

    /// <summary>Bytes until devices must wait for the journal.</summary>
    public long BytesLeft(long totalBytes) => Math.Max(0, _devicesBytes - totalBytes);

    /// <summary>True: <see cref="Room"/> changed.</summary>
    public bool Look(long totalBytes, int outboxPercent)
    {
        var journalPercent = (int)Math.Min(int.MaxValue, totalBytes * 100.0 / _devicesBytes);
        IsOutboxFuller = outboxPercent > journalPercent;
        Percent = Math.Max(journalPercent, outboxPercent);
        if (Percent >= JournalLimits.FillingPercent)
            IsFilling = true;
        else if (Percent < JournalLimits.DrainedPercent)
            IsFilling = false;
        var before = Room;
        Room = Room switch
        {
            _ when Percent >= 100 => JournalRoom.None,
            JournalRoom.None when Percent >= JournalLimits.ReopenPercent => JournalRoom.None,
            JournalRoom.None or JournalRoom.Scarce when Percent >= JournalLimits.ShedUntilPercent => JournalRoom.Scarce,
            _ => Percent >= JournalLimits.ShedPercent ? JournalRoom.Scarce : JournalRoom.Ample,
        };
        return Room != before;
    }
}
