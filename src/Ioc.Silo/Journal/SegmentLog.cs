using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Ioc.Silo.Journal;

/// <summary>
/// The journal's files: frames appended to segments, flushed before anyone is told. Rejected: one SQLite row per batch (the same flush, 1.6 times
/// the CPU and half the throughput in large batches: `Ioc.Bench journal`), and preallocation (its zeros would make a torn tail harder to tell
/// from damage).
/// Threads: <see cref="Append"/> and <see cref="TryRecover"/> on the commit thread, <see cref="DeleteThrough"/> on the checkpoint's; the rest before both run.
/// </summary>
internal sealed class SegmentLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JournalOptions _options;
    private readonly IJournalDisk _disk;
    private readonly FileStream _lockFile;
    private readonly List<Segment> _segments;
    private SafeFileHandle? _active;
    private uint _salt;
    private long _totalBytes;

    private SegmentLog(JournalOptions options, IJournalDisk disk, FileStream lockFile, List<Segment> segments)
    {
        _options = options;
        _disk = disk;
        _lockFile = lockFile;
        _segments = segments;
    }

    /// <summary>Position that the next entry will get; the first ever is 1.</summary>
    public long NextPosition { get; private set; } = 1;

    public long TotalBytes => Volatile.Read(ref _totalBytes);

    /// <summary>Bytes of a torn last frame that were cut off at open: the write that a crash or power cut interrupted, never acknowledged.</summary>
    public long TornBytes { get; private set; }

    /// <summary>First and last position that this start gave up: their files were moved away and one store is ahead; null: none.</summary>
    public (long From, long Through)? GivenUp { get; private set; }

    public long QuotaBytes => _options.QuotaBytes;

    /// <summary>So much of the quota is used that even the centre's own entries, and the probe of a disk that failed, have no room.</summary>
    public bool IsFull => TotalBytes + JournalLimits.ProbeBytes > QuotaBytes;

    /// <param name="options">Where.</param>
    /// <param name="afterPosition">Where replay will begin: the stores hold everything up to here, even with the journal's files gone.</param>
    /// <param name="takenPosition">No entry after this has left anything in a store: a new one's position must be higher, or it would pass for stored.</param>
    /// <param name="disk">The seam to the disk.</param>
    public static SegmentLog Open(JournalOptions options, long afterPosition, long takenPosition, IJournalDisk disk)
    {
        Directory.CreateDirectory(options.Directory);
        var lockFile = TakeLock(options.Directory);
        try
        {
            var log = new SegmentLog(options, disk, lockFile, Segment.List(options.Directory));
            log.OpenLast();
            if (log.NextPosition <= afterPosition)
                log.StartAfter(afterPosition);
            log._totalBytes = log._segments.Sum(segment => segment.Bytes);
            if (log.NextPosition <= takenPosition)
                log.GiveUpThrough(takenPosition);
            return log;
        }
        catch
        {
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>Writes one frame and returns when it is durable. <paramref name="frame"/> starts with room for the header. Throws IOException, then call <see cref="TryRecover"/>.</summary>
    public void Append(Span<byte> frame, int count, long committedAtMs)
    {
        if (_active is null || (_segments[^1].Bytes >= _options.SegmentBytes && _segments[^1].FirstPosition < NextPosition))
            StartSegment();
        var segment = _segments[^1];
        new FrameHeader(frame.Length - FrameHeader.Bytes, count, NextPosition, committedAtMs).Seal(frame, _salt);
        _disk.Write(_active!, frame, segment.Bytes);
        _disk.Flush(_active!);
        segment.Bytes += frame.Length;
        NextPosition += count;
        Interlocked.Add(ref _totalBytes, frame.Length);
    }

    /// <summary>After a failed append: cuts off what was half written and proves that there is room again. False, with the reason, while there is not.</summary>
    public bool TryRecover(out string? reason)
    {
        reason = null;
        try
        {
            if (_active is null)
                StartSegment();
            var bytes = _segments[^1].Bytes;
            var probe = ArrayPool<byte>.Shared.Rent(JournalLimits.ProbeBytes);
            try
            {
                RandomAccess.SetLength(_active!, bytes);
                probe.AsSpan().Clear();
                _disk.Write(_active!, probe.AsSpan(0, JournalLimits.ProbeBytes), bytes);
                _disk.Flush(_active!);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(probe);
                RandomAccess.SetLength(_active!, bytes);
            }

            _disk.Flush(_active!);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reason = exception.Message;
            return false;
        }
    }

    /// <summary>Everything after a position, in order, small batches joined. The caller releases each batch.</summary>
    public IEnumerable<CommittedBatch> Replay(long afterPosition)
    {
        Segment[] segments;
        lock (_gate)
            segments = [.. _segments];
        long? read = null;
        for (var index = 0; index < segments.Length; index++)
        {
            // Checkpoints may delete what was replayed already while the rest is still being read.
            var last = index == segments.Length - 1;
            var next = last ? NextPosition : segments[index + 1].FirstPosition;
            if (next <= afterPosition + 1)
                continue;
            var segment = segments[index];
            var reader = SegmentReader.Open(segment)
                ?? throw new JournalCorruptException($"The journal segment {segment.Path} has no readable header. Restore the data directory from a backup.");
            if (reader.Misfit(read ?? Math.Min(afterPosition, segment.FirstPosition - 1)) is { } misfit)
                throw misfit;
            foreach (var batch in new SegmentReplay(reader, afterPosition).Batches())
                yield return batch;
            if (!reader.AtEnd)
                throw reader.Corrupt();
            read = Math.Max(afterPosition, reader.NextPosition - 1);
        }
    }

    /// <summary>
    /// Deletes the segments whose every entry is at or before a position, which the stores have; unless somebody copies them (<see
    /// cref="JournalHold"/>). Who takes the hold first and copies the stores next finds every segment that those stores still need.
    /// </summary>
    public void DeleteThrough(long position)
    {
        if (JournalHold.IsTaken(_options.Directory))
            return;
        while (true)
        {
            Segment oldest;
            lock (_gate)
            {
                if (_segments.Count < _options.SegmentsMin + 1 || _segments[1].FirstPosition > position + 1)
                    return;
                oldest = _segments[0];
                _segments.RemoveAt(0);
            }

            File.Delete(oldest.Path);
            Interlocked.Add(ref _totalBytes, -oldest.Bytes);
        }
    }

    /// <summary>The last entries that devices sent, from the segment being written and the one before it.</summary>
    public IReadOnlyList<JournalTailEntry> LastOfDevices(int count)
    {
        Segment[] newest;
        lock (_gate)
            newest = [.. _segments.TakeLast(2)];
        return SegmentTail.LastOfDevices(newest, count);
    }

    public void Dispose()
    {
        _active?.Dispose();
        _lockFile.Dispose();
    }

    private static FileStream TakeLock(string directory)
    {
        var path = Path.Combine(directory, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"Another process uses the data directory: {path} is locked. Stop it, or choose another directory with --data.", exception);
        }
    }

    private void OpenLast()
    {
        while (_segments.Count > 0)
        {
            var segment = _segments[^1];
            var reader = SegmentReader.Open(segment);
            if (reader is null && segment.Bytes > SegmentHeader.Bytes)
                throw new JournalCorruptException($"The journal segment {segment.Path} is damaged at offset 0. Restore the data directory from a backup.");
            if (reader is null)
            {
                // A segment whose making was cut off: it never held an entry.
                TornBytes += segment.Bytes;
                File.Delete(segment.Path);
                _segments.RemoveAt(_segments.Count - 1);
                continue;
            }

            while (reader.TryRead(out _, out _))
            {
            }

            if (!reader.AtEnd && reader.AnyFrameBehind())
                throw reader.Corrupt();
            TornBytes += segment.Bytes - reader.Offset;
            OpenActive(segment, reader);
            return;
        }
    }

    private void OpenActive(Segment segment, SegmentReader reader)
    {
        _active = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        if (reader.Offset < segment.Bytes)
        {
            RandomAccess.SetLength(_active, reader.Offset);
            _disk.Flush(_active);
            segment.Bytes = reader.Offset;
        }

        _salt = reader.Salt;
        NextPosition = reader.NextPosition;
    }

    /// <summary>The stores are ahead of the journal's files (a new directory, or files that were lost): what is left of them is stored already.</summary>
    private void StartAfter(long position)
    {
        _active?.Dispose();
        _active = null;
        foreach (var segment in _segments)
            File.Delete(segment.Path);
        _segments.Clear();
        NextPosition = position + 1;
    }

    /// <summary>
    /// Files were moved away whose entries had reached one store and not the other. The gap is on disk before anything comes after it, so every
    /// later start knows it for what it is.
    /// </summary>
    private void GiveUpThrough(long position)
    {
        GivenUp = (NextPosition, position);
        NextPosition = position + 1;
        StartSegment(GivenUp.Value.From);
    }

    private void StartSegment(long givenUpFrom = 0)
    {
        var firstPosition = NextPosition;
        var segment = new Segment(Segment.PathOf(_options.Directory, firstPosition), firstPosition, SegmentHeader.Bytes);
        var salt = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        var file = File.OpenHandle(segment.Path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        try
        {
            Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
            new SegmentHeader(salt, firstPosition, givenUpFrom).Write(header);
            _disk.Write(file, header, 0);
            _disk.Flush(file);
            _disk.FlushDirectory(_options.Directory);
        }
        catch
        {
            file.Dispose();
            File.Delete(segment.Path);
            throw;
        }

        _active?.Dispose();
        _active = file;
        _salt = salt;
        lock (_gate)
            _segments.Add(segment);
        Interlocked.Add(ref _totalBytes, SegmentHeader.Bytes);
    }
}
