using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Ioc.Mqtt.Persistence;

/// <summary>One log or snapshot file that grows frame by frame. A write that failed leaves its length, so the next one takes its place.</summary>
internal sealed class LogWriter : IDisposable
{
    private readonly IStoreDisk _disk;
    private readonly SafeFileHandle _file;
    private readonly uint _salt;

    private LogWriter(IStoreDisk disk, SafeFileHandle file, uint salt, long length)
    {
        _disk = disk;
        _file = file;
        _salt = salt;
        Length = length;
    }

    public long Length { get; private set; }

    /// <summary>A new file with its head; neither is durable before <see cref="Flush"/> and the directory's flush.</summary>
    public static LogWriter Create(string path, IStoreDisk disk)
    {
        uint salt = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        Span<byte> head = stackalloc byte[FileHeader.Bytes];
        FileHeader.Write(head, salt);
        SafeFileHandle file = disk.Create(path);
        try
        {
            disk.Write(file, head, 0);
            return new LogWriter(disk, file, salt, FileHeader.Bytes);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A new file that is there after a crash, head and name.</summary>
    public static LogWriter CreateDurable(string path, string directory, IStoreDisk disk)
    {
        LogWriter log = Create(path, disk);
        try
        {
            log.Flush(writtenBytes: 0);
            disk.FlushDirectory(directory);
            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Goes on behind the last whole frame; what a crash left half written behind it is cut off.</summary>
    public static LogWriter Continue(string path, uint salt, long length, IStoreDisk disk)
    {
        SafeFileHandle file = disk.Open(path);
        try
        {
            if (RandomAccess.GetLength(file) != length)
            {
                disk.Truncate(file, length);
                disk.Flush(file);
            }

            return new LogWriter(disk, file, salt, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Seals and writes one frame; it counts once <see cref="Flush"/> has returned too.</summary>
    public void Write(Span<byte> frame, long ticket)
    {
        FrameHeader.Seal(frame, ticket, _salt);
        _disk.Write(_file, frame, Length);
    }

    public void Flush(int writtenBytes)
    {
        _disk.Flush(_file);
        Length += writtenBytes;
    }

    public void Dispose() => _file.Dispose();
}
