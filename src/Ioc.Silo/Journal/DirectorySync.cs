using System.Runtime.InteropServices;

namespace Ioc.Silo.Journal;

/// <summary>
/// Makes a new file's name durable. Flushing a file does not flush the directory that names it, and .NET can't open a directory,
/// so this asks the C library. Windows keeps names durable with the file.
/// </summary>
internal static class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;
        var path = System.Text.Encoding.UTF8.GetBytes(directory + '\0');
        var descriptor = Open(path, ReadOnly, 0);
        if (descriptor < 0)
            throw new IOException($"Cannot open the directory {directory} to flush it (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Flush(descriptor) != 0)
                throw new IOException($"Cannot flush the directory {directory} (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
