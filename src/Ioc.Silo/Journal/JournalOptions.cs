namespace Ioc.Silo.Journal;

/// <summary>Where the journal lies and how large it may grow. Built from <see cref="SiloOptions"/>; tests make segments small.</summary>
internal sealed record JournalOptions
{
    public required string Directory { get; init; }

    public int SegmentBytes { get; init; } = JournalLimits.SegmentBytes;

    public int PendingBytes { get; init; } = JournalLimits.PendingBytes;

    public long QuotaBytes { get; init; } = JournalLimits.QuotaBytesDefault;

    /// <summary>Segments that checkpoints leave, the one being written among them: 2 where <see cref="IJournalTail"/> is asked.</summary>
    public int SegmentsMin { get; init; } = 1;
}
