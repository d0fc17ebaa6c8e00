namespace Ioc.Silo.Journal;

/// <summary>
/// What a journal's files hold, read without changing or locking anything: for <c>ioc doctor</c>, also beside a running server, whose last frame
/// may then be half written.
/// </summary>
/// <param name="Segments">Files.</param>
/// <param name="Entries">Entries in whole frames with right checksums.</param>
/// <param name="Bytes">All files together.</param>
/// <param name="TornBytes">Bytes after the last whole frame of the last file: a write that was cut off, or is going on.</param>
/// <param name="Damage">What is wrong and what to do; null: nothing.</param>
public sealed record JournalInspection(int Segments, long Entries, long Bytes, long TornBytes, string? Damage)
{
    public static JournalInspection Of(string journalDirectory)
    {
        if (!Directory.Exists(journalDirectory))
            return new JournalInspection(0, 0, 0, 0, null);
        var segments = Segment.List(journalDirectory);
        long entries = 0;
        long tornBytes = 0;
        for (var index = 0; index < segments.Count; index++)
        {
            if (Examine(segments, index, ref entries, ref tornBytes) is { } damage)
                return new JournalInspection(segments.Count, entries, segments.Sum(segment => segment.Bytes), tornBytes, damage);
        }

        return new JournalInspection(segments.Count, entries, segments.Sum(segment => segment.Bytes), tornBytes, null);
    }

    private static string? Examine(List<Segment> segments, int index, ref long entries, ref long tornBytes)
    {
        var segment = segments[index];
        var last = index == segments.Count - 1;
        SegmentReader? reader;
        try
        {
            reader = SegmentReader.Open(segment);
        }
        catch (FileNotFoundException)
        {
            // A checkpoint deleted it since it was listed: everything in it is in the stores.
            return null;
        }

        if (reader is null)
        {
            // As at start: a segment whose making was cut off never held an entry.
            if (!last || segment.Bytes > SegmentHeader.Bytes)
                return $"{segment.Path} is damaged at offset 0: restore the data directory from a backup, or move this file and all later ones away to start with what the databases hold";
            tornBytes = segment.Bytes;
            return null;
        }

        while (reader.TryRead(out var header, out _))
            entries += header.Count;
        if (last && !reader.AtEnd && !reader.AnyFrameBehind())
        {
            tornBytes = segment.Bytes - reader.Offset;
            return null;
        }

        return reader.AtEnd && (last || reader.NextPosition == segments[index + 1].FirstPosition) ? null : reader.Corrupt().Message;
    }
}
