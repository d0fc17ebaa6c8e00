namespace Ioc.Silo.Journal;

/// <summary>
/// What a journal's files hold, read without changing or locking anything: for <c>ioc doctor</c>, also beside a running server, whose last frame
/// may then be half written.
/// </summary>
/// <param name="Segments">Files.</param>
/// <param name="Entries">Entries in whole frames with right checksums.</param>
/// <param name="Bytes">All files together.</param>
/// <param name="TornBytes">Bytes after the last whole frame of the last file: a write that was cut off, or is going on.</param>
/// <param name="BeginsAfter">The databases must hold everything up to this position, which the files no longer have; 0 where there are none.</param>
/// <param name="Damage">What is wrong and what to do; null: nothing.</param>
public sealed record JournalInspection(int Segments, long Entries, long Bytes, long TornBytes, long BeginsAfter, string? Damage)
{
    public static JournalInspection Of(string journalDirectory)
    {
        if (!Directory.Exists(journalDirectory))
            return new JournalInspection(0, 0, 0, 0, 0, null);
        var segments = Segment.List(journalDirectory);
        var found = new JournalInspection(segments.Count, 0, segments.Sum(segment => segment.Bytes), 0, 0, null);
        long? read = null;
        for (var index = 0; index < segments.Count && found.Damage is null; index++)
            found = found.With(segments[index], index == segments.Count - 1, ref read);
        return found;
    }

    /// <param name="segment">To read.</param>
    /// <param name="last">No other is behind it.</param>
    /// <param name="read">Last position of the one before it; null: not known.</param>
    private JournalInspection With(Segment segment, bool last, ref long? read)
    {
        SegmentReader? reader;
        try
        {
            reader = SegmentReader.Open(segment);
        }
        catch (FileNotFoundException)
        {
            // A checkpoint deleted it since it was listed: everything in it is in the stores.
            read = null;
            return this;
        }

        if (reader is null)
        {
            // As at start: a segment whose making was cut off never held an entry.
            if (!last || segment.Bytes > SegmentHeader.Bytes)
                return this with { Damage = $"{segment.Path} is damaged at offset 0: restore the data directory from a backup, or move this file and all later ones away to start with what came before" };
            return this with { TornBytes = segment.Bytes };
        }

        var beginsAfter = read is null ? reader.BeginsAfter : BeginsAfter;
        if (reader.Misfit(read ?? beginsAfter) is { } misfit)
            return this with { Damage = misfit.Message };
        var entries = Entries;
        while (reader.TryRead(out var header, out _))
            entries += header.Count;
        read = reader.NextPosition - 1;
        var torn = last && !reader.AtEnd && !reader.AnyFrameBehind();
        return this with
        {
            Entries = entries,
            BeginsAfter = beginsAfter,
            TornBytes = torn ? segment.Bytes - reader.Offset : 0,
            Damage = reader.AtEnd || torn ? null : reader.Corrupt().Message,
        };
    }
}
