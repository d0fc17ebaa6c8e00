using System.Diagnostics;
using System.Globalization;

namespace Ioc.Host.Proving;

/// <summary>A tmpfs of some MiB on a directory, with ballast that leaves a little of it: full when the little is used, roomy again without the ballast.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Mebibyte = 1024 * 1024;

    private readonly string _directory;

    private SmallDisk(string directory) => _directory = directory;

    private string Ballast => Path.Combine(_directory, "ballast");

    /// <summary>Null: this process may mount one.</summary>
    public static string? Obstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "a full disk is a small tmpfs here, which only root on Linux may mount";
        var directory = Directory.CreateTempSubdirectory("ioc-disk-");
        try
        {
            using (Mount(directory.FullName, 1))
                return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
        finally
        {
            directory.Delete();
        }
    }

    /// <exception cref="IOException">Not allowed here.</exception>
    public static SmallDisk Mount(string directory, int mebibytes)
    {
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m,mode=0700"), "ioc-prove", directory);
        return new SmallDisk(directory);
    }

    /// <summary>Takes all room but so much.</summary>
    public void Fill(int mebibytesLeft)
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write);
        var block = new byte[64 * 1024];
        for (var left = new DriveInfo(_directory).AvailableFreeSpace - ((long)mebibytesLeft * Mebibyte); left > block.Length; left -= block.Length)
            ballast.Write(block);
    }

    public void Free() => File.Delete(Ballast);

    public void Dispose() => Run("umount", "-l", _directory);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"{program} was refused: {said.Trim()}");
    }
}
