namespace Ioc.Silo.Journal;

/// <summary>
/// Walks the frames of one segment, read whole into memory (a segment is at most a few times 64 MiB, and only at start).
/// </summary>
internal sealed class SegmentReader
{
    private readonly Segment _segment;
    private readonly byte[] _bytes;
    private readonly uint _salt;

    private SegmentReader(Segment segment, byte[] bytes, uint salt)
    {
        _segment = segment;
        _bytes = bytes;
        _salt = salt;
        NextPosition = segment.FirstPosition;
        Offset = SegmentHeader.Bytes;
    }

    /// <summary>Position after the last frame read.</summary>
    public long NextPosition { get; private set; }

    /// <summary>Where the next frame starts.</summary>
    public int Offset { get; private set; }

    public uint Salt => _salt;

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
            ? new SegmentReader(segment, bytes, header.Salt)
            : null;
    }

    /// <summary>The next frame's body; false at the end and at damage (<see cref="AtEnd"/> tells which).</summary>
    public bool TryRead(out FrameHeader header, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (!FrameHeader.TryRead(_bytes.AsSpan(Offset), _salt, out header) || header.FirstPosition != NextPosition)
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
            if (FrameHeader.TryRead(_bytes.AsSpan(offset), _salt, out var header) && header.FirstPosition >= NextPosition)
                return true;
            offset++;
        }

        return false;
    }

    public JournalCorruptException Corrupt() => new(
        $"The journal is damaged in {_segment.Path} at offset {Offset} (position {NextPosition}), with good entries behind it. "
        + "Restore the data directory from a backup, or move this file and all later ones away to start with what came before.");
}
