namespace Ioc.Silo.Journal;

/// <summary>
/// Walks the frames of one segment, read whole into memory (a segment is at most a few times 64 MiB, and only at start).
/// </summary>
internal sealed class SegmentReader
{
    private readonly Segment _segment;
    private readonly byte[] _bytes;
    private readonly SegmentHeader _header;

    private SegmentReader(Segment segment, byte[] bytes, SegmentHeader header)
    {
        _segment = segment;
        _bytes = bytes;
        _header = header;
        NextPosition = segment.FirstPosition;
        Offset = SegmentHeader.Bytes;
    }

    /// <summary>Position after the last frame read.</summary>
    public long NextPosition { get; private set; }

    /// <summary>Where the next frame starts.</summary>
    public int Offset { get; private set; }

    public uint Salt => _header.Salt;

    /// <summary>What must be applied before its first entry: all but what was given up.</summary>
    public long BeginsAfter => (_header.GivenUpFrom > 0 ? _header.GivenUpFrom : _segment.FirstPosition) - 1;

    public bool AtEnd => Offset == _bytes.Length;

    /// <summary>Null: the file has no good header.</summary>
    public static SegmentReader? Open(Segment segment)
    {
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = GC.AllocateUninitializedArray<byte>((int)segment.Bytes);
        var read = 0;
        while (read < bytes.Length)
        {
            var count = RandomAccess.Read(file, bytes.AsSpan(read), read);
            if (count == 0)
                break;
            read += count;
        }

        if (read < bytes.Length)
            Array.Resize(ref bytes, read);
        return SegmentHeader.TryRead(bytes, out var header) && header.FirstPosition == segment.FirstPosition
            ? new SegmentReader(segment, bytes, header)
            : null;
    }

    /// <summary>The next frame's body; false at the end and at damage (<see cref="AtEnd"/> tells which).</summary>
    public bool TryRead(out FrameHeader header, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!FrameHeader.TryRead(_bytes.AsSpan(Offset), Salt, out header) || header.FirstPosition != NextPosition)
            return false;
        body = _bytes.AsSpan(Offset + FrameHeader.Bytes, header.BodyBytes);
        Offset += header.FrameBytes;
        NextPosition += header.Count;
        return true;
    }

    /// <summary>
    /// Whether anything whole stands behind the damage. The writer starts a frame only after the one before it is durable, so a whole
    /// frame behind a broken one means that durable bytes went bad; nothing behind it means a write that was cut off.
    /// </summary>
    public bool AnyFrameBehind()
    {
        for (var offset = Offset + 1; offset < _bytes.Length;)
        {
            var found = _bytes.AsSpan(offset).IndexOf(FrameHeader.MagicBytes);
            if (found < 0)
                return false;
            offset += found;
            if (FrameHeader.TryRead(_bytes.AsSpan(offset), Salt, out var header) && header.FirstPosition >= NextPosition)
                return true;
            offset++;
        }

        return false;
    }

    /// <summary>Why it can't come next where everything up to a position was read or is in the databases; null: it can.</summary>
    public JournalCorruptException? Misfit(long position)
    {
        if (BeginsAfter > position)
            return new($"The journal lacks entries from position {position + 1} on, which stand before {_segment.Path}: put the file that holds them back, "
                + "restore the data directory from a backup, or move this file and all later ones away to start with what came before.");
        return _segment.FirstPosition > position
            ? null
            : new($"{_segment.Path} begins with what a journal file before it holds too: they do not belong together. "
                + "Move away what was put there, or restore the data directory from a backup.");
    }

    public JournalCorruptException Corrupt() => new(
        $"The journal is damaged in {_segment.Path} at offset {Offset} (position {NextPosition}), with good entries behind it. "
        + "Restore the data directory from a backup, or move this file and all later ones away to start with what came before.");
}
