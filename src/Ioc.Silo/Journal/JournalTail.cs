namespace Ioc.Silo.Journal;

/// <summary>
/// The journal's last whole frame, read without changing anything: what a crash during its write would have left incomplete. For
/// <c>ioc prove durability</c>, which cuts and damages copies of it.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">Where the frame begins.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Entries">Entries in it.</param>
/// <param name="Messages">Those of them that came from devices.</param>
public sealed record JournalTail(string Path, int Offset, int Bytes, int Entries, int Messages)
{
    /// <summary>Null: there is no frame.</summary>
    public static JournalTail? Of(string journalDirectory)
    {
        if (Segment.List(journalDirectory) is not [.., var segment] || SegmentReader.Open(segment) is not { } reader)
            return null;
        JournalTail? tail = null;
        for (var offset = reader.Offset; reader.TryRead(out var header, out var body); offset = reader.Offset)
            tail = new JournalTail(segment.Path, offset, header.FrameBytes, header.Count, CountMessages(body));
        return tail;
    }

    private static int CountMessages(ReadOnlySpan<byte> body)
    {
        var messages = 0;
        while (!body.IsEmpty)
        {
            body = body[JournalEntry.Peek(body, out _, out var deviceHandle)..];
            messages += deviceHandle != 0 ? 1 : 0;
        }

        return messages;
    }
}
