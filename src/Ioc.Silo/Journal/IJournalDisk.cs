using Microsoft.Win32.SafeHandles;

namespace Ioc.Silo.Journal;

/// <summary>The calls by which the journal touches the disk at run time: a test makes them fail as a full or broken disk does.</summary>
internal interface IJournalDisk
{
    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written is on the medium.</summary>
    void Flush(SafeFileHandle file);

    /// <summary>Returns when the names of the directory's new files are on the medium: a file without a name is lost with all that was flushed.</summary>
    void FlushDirectory(string directory);
}
