using Ioc.Host.Calling;

namespace Ioc.Host.Serving;

/// <summary>
/// One process per data directory: two journals in one would destroy each other. The operating system lets go of the lock when the process ends,
/// however it ends, so nothing stale can be left behind.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _held;

    private DirectoryLock(FileStream held) => _held = held;

    /// <summary>Null: another process has it; says which.</summary>
    public static DirectoryLock? TryTake(DataDirectory directory, out string problem)
    {
        try
        {
            problem = "";
            return new DirectoryLock(new FileStream(directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            problem = $"{directory.LockFile} can't be opened: {fault.Message}. The user who runs ioc must own {directory.Path}.";
        }
        catch (IOException)
        {
            var owner = ServerAddress.TryRead(directory) is { } address ? $" (process {address.Pid}, {address.Url})" : "";
            problem = $"Another ioc uses {directory.Path} already{owner}. Stop it, or choose another directory with --data.";
        }

        return null;
    }

    public void Dispose() => _held.Dispose();
}
