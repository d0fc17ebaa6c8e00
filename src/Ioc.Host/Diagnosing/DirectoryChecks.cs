using Ioc.Host.Calling;
using Ioc.Host.Serving;

namespace Ioc.Host.Diagnosing;

internal static class DirectoryChecks
{
    /// <summary>The journal of an hour's store outage in a large province is about this large; below it the server is close to refusing.</summary>
    private const long FreeBytesMin = 1L << 30;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private static readonly (string File, string Why)[] Keys =
        [("audit.key", "is what seals the audit"), ("audit.head", "is what seals the audit"), ("accounts.key", "opens people's second factors")];

    public static IEnumerable<Finding> Permissions(DataDirectory directory)
    {
        yield return Mode(directory.Path, "holds credentials' hashes and what people said", "go-rwx");
        foreach (var secret in new[] { directory.AdministratorTokenFile, directory.AdministratorPasswordFile }.Where(File.Exists))
        {
            yield return Mode(secret, "is an administrator's key", "0600");
        }

        foreach (var (file, why) in Keys.Where(key => File.Exists(directory.In(key.File))))
        {
            yield return Mode(directory.In(file), why, "0600");
        }

        yield return Writable(directory);
    }

    public static Finding DiskSpace(DataDirectory directory)
    {
        var free = new DriveInfo(directory.Path).AvailableFreeSpace;
        var text = $"{free / (1024.0 * 1024 * 1024):N1} GiB free for {directory.Path}";
        return free >= FreeBytesMin ? Finding.Ok(text) : Finding.Problem($"{text}: messages are refused once it is full; free some, or move the directory to a larger disk");
    }

    /// <summary>Whether a server holds the directory; asked by trying, because nothing else is certain.</summary>
    public static bool IsLocked(DataDirectory directory)
    {
        if (!File.Exists(directory.LockFile))
        {
            return false;
        }

        using var held = DirectoryLock.TryTake(directory, out _);
        return held is null;
    }

    private static Finding Mode(string path, string why, string chmod)
    {
        if (OperatingSystem.IsWindows())
        {
            return Finding.Ok($"{path}: permissions are not examined on Windows");
        }

        var mode = File.GetUnixFileMode(path);
        return (mode & Others) == 0
            ? Finding.Ok($"{path} is its owner's alone")
            : Finding.Problem($"{path} {why}, and others can reach it: chmod {chmod} {path}");
    }

    private static Finding Writable(DataDirectory directory)
    {
        var probe = directory.In($"doctor.{Environment.ProcessId}");
        try
        {
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return Finding.Ok($"{directory.Path} can be written");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Finding.Problem($"{directory.Path} can't be written ({fault.Message}): run as its owner, or give it to the user who runs ioc");
        }
    }
}
