using Microsoft.Win32.SafeHandles;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// Every call by which the store changes the disk: a test makes them fail as a full or broken disk does, and sees what a power cut
/// between two of them would leave.
/// </summary>
internal interface IStoreDisk
{
    /// <summary>A new or emptied file for reading and writing.</summary>
    SafeFileHandle Create(string path);

    /// <summary>A file that is there, for writing on.</summary>
    SafeFileHandle Open(string path);

    void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when everything written to the file is on the medium.</summary>
    void Flush(SafeFileHandle file);

    void Truncate(SafeFileHandle file, long length);

    void Rename(string from, string to);

    void Delete(string path);

    /// <summary>Returns when the directory's names are on the medium.</summary>
    void FlushDirectory(string directory);
}
