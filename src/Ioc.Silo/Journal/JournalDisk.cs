using Microsoft.Win32.SafeHandles;

namespace Ioc.Silo.Journal;

internal sealed class JournalDisk : IJournalDisk
{
    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(file, bytes, offset);

    public void Flush(SafeFileHandle file) => RandomAccess.FlushToDisk(file);

    public void FlushDirectory(string directory) => DirectorySync.Flush(directory);
}
