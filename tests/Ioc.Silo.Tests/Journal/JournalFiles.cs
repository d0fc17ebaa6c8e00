using System.Buffers;
using System.Text;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Journal;

/// <summary>Writes and reads journals as tests like to say it: batches of texts.</summary>
internal static class JournalFiles
{
    public static SegmentLog Open(string directory, long afterPosition = 0, int segmentBytes = JournalLimits.SegmentBytes, IJournalDisk? disk = null, long takenPosition = 0) =>
        SegmentLog.Open(new JournalOptions { Directory = directory, SegmentBytes = segmentBytes }, afterPosition, Math.Max(afterPosition, takenPosition), disk ?? new JournalDisk());

    public static void Append(SegmentLog log, params string[] texts)
    {
        var pending = new PendingEntries(64 * 1024);
        for (var index = 0; index < texts.Length; index++)
            pending.TryAdd(EntryKind.Event, index + 1, 1_000 + index, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(texts[index])), null, 0);
        log.Append(pending.Frame, pending.Count, 5_000);
    }

    public static List<string> Read(SegmentLog log, long afterPosition = 0)
    {
        var texts = new List<string>();
        var next = afterPosition + 1;
        foreach (var batch in log.Replay(afterPosition))
        {
            Assert.Equal(next, batch.FirstPosition);
            next += batch.Count;
            texts.AddRange(Texts(batch));
            batch.Release();
        }

        return texts;
    }

    public static List<string> Texts(CommittedBatch batch)
    {
        var texts = new List<string>();
        for (var rest = batch.Entries.Span; !rest.IsEmpty;)
        {
            texts.Add(Encoding.UTF8.GetString(JournalEntry.Read(rest, out var entryBytes).Payload));
            rest = rest[entryBytes..];
        }

        Assert.Equal(batch.Count, texts.Count);
        return texts;
    }

    public static List<EntryKind> Kinds(CommittedBatch batch)
    {
        var kinds = new List<EntryKind>();
        for (var rest = batch.Entries.Span; !rest.IsEmpty;)
        {
            rest = rest[JournalEntry.Peek(rest, out var kind, out _)..];
            kinds.Add(kind);
        }

        return kinds;
    }

    public static string[] Files(string directory) => [.. Directory.GetFiles(directory, "*.journal").Order(StringComparer.Ordinal)];
}
