using Ioc.Silo.Journal;
using Microsoft.Win32.SafeHandles;

namespace Ioc.Silo.Tests.Journal;

/// <summary>A disk that is full after some bytes: like a real one, it writes what fits and then fails.</summary>
internal sealed class FailingDisk : IJournalDisk
{
    public const string Message = "No space left on device";
    private readonly JournalDisk _disk = new();

    public long BytesLeft { get; set; } = long.MaxValue;

    /// <summary>Then one flush fails, though what was written may be there.</summary>
    public int FlushesLeft { get; set; } = int.MaxValue;

    public int FlushesFailed { get; private set; }

    /// <summary>Written and not yet flushed: what a power cut would take.</summary>
    public long BytesUnflushed { get; private set; }

    /// <summary>A file was begun whose name a power cut would take, and the file with it.</summary>
    public bool IsNameUnflushed { get; private set; }

    /// <summary>Everything ever flushed.</summary>
    public long BytesFlushed { get; private set; }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (bytes.Length > BytesLeft)
        {
            _disk.Write(file, bytes[..(int)BytesLeft], offset);
            throw new IOException(Message);
        }

        BytesLeft -= bytes.Length;
        BytesUnflushed += bytes.Length;
        IsNameUnflushed |= offset == 0;
        _disk.Write(file, bytes, offset);
    }

    public void Flush(SafeFileHandle file)
    {
        if (FlushesLeft-- == 0)
        {
            FlushesLeft = int.MaxValue;
            FlushesFailed++;
            throw new IOException(Message);
        }

        _disk.Flush(file);
        BytesFlushed += BytesUnflushed;
        BytesUnflushed = 0;
    }

    public void FlushDirectory(string directory)
    {
        _disk.FlushDirectory(directory);
        IsNameUnflushed = false;
    }
}
