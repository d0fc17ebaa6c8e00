namespace Ioc.Silo.Journal;

/// <summary>Reads the newest segments once more, at start. What is appended meanwhile may or may not be seen.</summary>
internal static class SegmentTail
{
    public static IReadOnlyList<JournalTailEntry> LastOfDevices(IEnumerable<Segment> segments, int count)
    {
        var last = new Queue<JournalTailEntry>();
        foreach (var segment in segments)
        {
            if (TryOpen(segment) is not { } reader)
                continue;
            while (reader.TryRead(out _, out var body))
                Read(body, last, count);
        }

        return [.. last];
    }

    private static SegmentReader? TryOpen(Segment segment)
    {
        try
        {
            return SegmentReader.Open(segment);
        }
        catch (FileNotFoundException)
        {
            // A checkpoint deleted it since it was listed.
            return null;
        }
    }

    private static void Read(ReadOnlySpan<byte> body, Queue<JournalTailEntry> last, int count)
    {
        while (!body.IsEmpty)
        {
            var entry = JournalEntry.Read(body, out var entryBytes);
            body = body[entryBytes..];
            if (entry.Kind is not (EntryKind.Telemetry or EntryKind.Status or EntryKind.Event or EntryKind.Receipt))
                continue;
            last.Enqueue(new JournalTailEntry(entry.Kind, entry.DeviceHandle, entry.Payload.ToArray()));
            if (last.Count > count)
                last.Dequeue();
        }
    }
}
