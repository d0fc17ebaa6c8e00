using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Ioc.Mqtt.Persistence;

/// <summary>Reads the frames of one file in order, up to its end or the first that is not whole.</summary>
internal sealed class LogReader : IDisposable
{
    private const int ScanBytes = 1024 * 1024;

    private readonly SafeFileHandle _file;
    private byte[] _frame = ArrayPool<byte>.Shared.Rent(ScanBytes);

    public LogReader(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Length = RandomAccess.GetLength(_file);
        Span<byte> head = stackalloc byte[FileHeader.Bytes];
        IsOurs = Fill(head, 0) && FileHeader.TryRead(head, out uint salt);
        if (IsOurs) FileHeader.TryRead(head, out salt);
        else salt = 0;
        Salt = salt;
        Offset = FileHeader.Bytes;
    }

    /// <summary>False when the file's head is missing or damaged.</summary>
    public bool IsOurs { get; }

    public uint Salt { get; }

    public long Length { get; }

    /// <summary>Behind the last whole frame read.</summary>
    public long Offset { get; private set; }

    /// <summary>The next frame's records; valid until the next call. False at the end, or where no whole frame stands.</summary>
    public bool TryRead(out FrameHeader header, out ReadOnlySpan<byte> body)
    {
        bool whole = TryReadAt(Offset, out header);
        body = whole ? _frame.AsSpan(FrameHeader.Bytes, header.BodyBytes) : default;
        if (whole) Offset += FrameHeader.Bytes + header.BodyBytes;
        return whole;
    }

    /// <summary>
    /// Whether a whole frame stands anywhere behind the place where reading stopped. A crash leaves only the last frame half written,
    /// because each is flushed before the next; a whole one behind it means that something written long ago is damaged.
    /// </summary>
    public bool HasFrameBehind()
    {
        byte[] window = ArrayPool<byte>.Shared.Rent(ScanBytes);
        try
        {
            // Windows overlap by the magic's length less one, so that none is missed at a seam.
            for (long start = Offset + 1; start + FrameHeader.Bytes <= Length; start += window.Length - FrameHeader.MagicBytes.Length + 1)
            {
                int count = RandomAccess.Read(_file, window, start);
                for (int at = 0; ; at++)
                {
                    int next = window.AsSpan(at, count - at).IndexOf(FrameHeader.MagicBytes);
                    if (next < 0) break;
                    at += next;
                    if (TryReadAt(start + at, out _)) return true;
                }
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(window);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_frame);
        _frame = [];
        _file.Dispose();
    }

    private bool TryReadAt(long offset, out FrameHeader header)
    {
        header = default;
        Span<byte> head = stackalloc byte[FrameHeader.Bytes];
        if (Length - offset < FrameHeader.Bytes || !Fill(head, offset) || !FrameHeader.TryRead(head, out header)) return false;
        long frameBytes = FrameHeader.Bytes + (long)header.BodyBytes;
        if (frameBytes > Length - offset || frameBytes > Array.MaxLength) return false;
        if (_frame.Length < frameBytes)
        {
            ArrayPool<byte>.Shared.Return(_frame);
            _frame = ArrayPool<byte>.Shared.Rent((int)frameBytes);
        }

        Span<byte> frame = _frame.AsSpan(0, (int)frameBytes);
        return Fill(frame, offset) && FrameHeader.IsIntact(frame, Salt);
    }

    private bool Fill(Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            int count = RandomAccess.Read(_file, target, offset);
            if (count == 0) return false;
            target = target[count..];
            offset += count;
        }

        return true;
    }
}
