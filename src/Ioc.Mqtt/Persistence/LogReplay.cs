namespace Ioc.Mqtt.Persistence;

/// <summary>From the files of a directory to the image they describe.</summary>
internal static class LogReplay
{
    /// <summary>
    /// Reads the newest snapshot and the logs behind it. What a crash can leave (an unfinished snapshot, a torn last frame, a last log
    /// without a head, files a compaction had not yet deleted) is passed over; anything else stops the start.
    /// </summary>
    public static StoreImage Read(string directory, out LogEnd end)
    {
        List<long> snapshots = StoreFiles.Snapshots(directory);
        long snapshot = snapshots.Count == 0 ? 0 : snapshots[^1];
        List<long> logs = StoreFiles.Logs(directory);
        logs.RemoveAll(number => number <= snapshot);
        StoreImage image = Read(directory, snapshot, logs, isLastOpen: true, out end);
        return image;
    }

    /// <summary>Reads a snapshot (0: none) and these logs. The last may end torn when it is open; the others were closed whole.</summary>
    public static StoreImage Read(string directory, long snapshot, List<long> logs, bool isLastOpen, out LogEnd end)
    {
        var image = new StoreImage();
        long ticket = 0;
        if (snapshot > 0)
        {
            ReadSnapshot(StoreFiles.Snapshot(directory, snapshot), image);
            ticket = image.LastTicket;
        }

        end = new LogEnd(Number: 0, Salt: 0, Length: 0, TornBytes: 0, ticket, LogBytes: 0);
        for (int i = 0; i < logs.Count; i++)
        {
            if (logs[i] != snapshot + 1 + i) throw Damaged(StoreFiles.Log(directory, snapshot + 1 + i), "is missing");
            end = ReadLog(StoreFiles.Log(directory, logs[i]), logs[i], image, end, mayBeTorn: isLastOpen && i == logs.Count - 1);
        }

        return image;
    }

    private static void ReadSnapshot(string path, StoreImage image)
    {
        using var reader = new LogReader(path);
        while (reader.TryRead(out _, out ReadOnlySpan<byte> body)) image.Apply(body);
        if (!reader.IsOurs || !image.IsSnapshotWhole) throw Damaged(path, $"is damaged at byte {reader.Offset}");
    }

    private static LogEnd ReadLog(string path, long number, StoreImage image, LogEnd before, bool mayBeTorn)
    {
        using var reader = new LogReader(path);
        if (!reader.IsOurs)
        {
            // The crash came before the new file's head was durable; nothing was acknowledged out of it.
            if (mayBeTorn && reader.Length <= FileHeader.Bytes) return before;
            throw Damaged(path, "has no readable head");
        }

        long ticket = before.Ticket;
        while (reader.TryRead(out FrameHeader header, out ReadOnlySpan<byte> body))
        {
            if (ticket != 0 && header.Ticket != ticket + 1) throw Damaged(path, $"lacks commits {ticket + 1} to {header.Ticket - 1}");
            ticket = header.Ticket;
            image.Apply(body);
        }

        long torn = reader.Length - reader.Offset;
        if (torn > 0 && (!mayBeTorn || reader.HasFrameBehind())) throw Damaged(path, $"is damaged at byte {reader.Offset}, and whole commits stand behind it");
        return new LogEnd(number, reader.Salt, reader.Offset, torn, ticket, before.LogBytes + reader.Offset);
    }

    private static StoreException Damaged(string path, string what) => new(
        $"The MQTT store's file {path} {what}. This is not what a crash leaves, so it was not repaired: look at the disk, restore the directory from a backup, "
        + "or move it away to start with no sessions and no retained messages.");
}
