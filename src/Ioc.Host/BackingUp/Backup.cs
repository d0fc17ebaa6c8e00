using Ioc.Host.Calling;
using Ioc.Host.Serving;
using Ioc.Host.Terminals;
using Ioc.Silo.Journal;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.BackingUp;

/// <summary>
/// Copies a data directory, also beside its running server, so that the copy is what a crash at some instant of the copying would have left:
/// first a hold on the journal's files, then the databases, each as of one instant, then the journal. Whatever the databases don't hold
/// yet is in journal files that the hold keeps, and a start from the copy replays it.
/// </summary>
internal sealed class Backup(DataDirectory directory, string target, TimeProvider time)
{
    /// <summary>Known by content, so that nothing of a newer version is forgotten: everything but these is copied as it is.</summary>
    private static readonly string[] LeftOut = ["ioc.lock", "server.url"];

    /// <summary>Files that are being written beside the one whose place they take; they go while others are copied.</summary>
    private static readonly string[] Unfinished = [".new", ".part"];

    private static readonly string[] Databases = ["operations.db", "telemetry.db"];

    /// <summary>Before the databases: the audit's head may lag behind its table and must never be ahead of it.</summary>
    private static readonly string[] First = ["audit.head"];

    /// <summary>
    /// MQTT sessions are left out: devices make new ones when they connect, and an old queue would hold stale commands. So are spilled points,
    /// which are memory's and go while others are copied: the journal has the messages they came from.
    /// </summary>
    private static readonly string[] LeftOutDirectories = ["journal", "mqtt", "spill"];

    /// <summary>Null with a problem where nothing was made that could be mistaken for a backup.</summary>
    public async Task<(BackupManifest? Manifest, string Problem)> TakeAsync(IProgressMark progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(directory.In("operations.db")))
        {
            return (null, $"{directory.Path} is no data directory of `ioc serve`: it has no operations.db. Name another with --data.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            return (null, $"{target} is not empty. A backup goes into a directory of its own.");
        }

        using var hold = JournalHold.TryTake(directory.JournalDirectory);
        if (hold is null)
        {
            return (null, $"Another backup of {directory.Path} is under way.");
        }

        PrivateFile.MakeDirectory(target);
        var takenAt = time.GetUtcNow();
        progress.Expect(BytesToCopy());
        var files = new List<BackupFile>();
        foreach (var name in First.Where(name => File.Exists(directory.In(name))))
        {
            files.Add(await CopyAsync(name, progress, cancellationToken));
        }

        foreach (var name in Databases.Where(name => File.Exists(directory.In(name))))
        {
            CopyDatabase(name);
            files.Add(await HashedCopy.HashAsync(Path.Combine(target, name), name, progress, cancellationToken));
        }

        foreach (var name in Others().Concat(Journal()))
        {
            files.Add(await CopyAsync(name, progress, cancellationToken));
        }

        var manifest = new BackupManifest(ServerComposition.Version, takenAt, files);
        manifest.Write(target);
        return (manifest, "");
    }

    private Task<BackupFile> CopyAsync(string name, IProgressMark progress, CancellationToken cancellationToken) =>
        HashedCopy.CopyAsync(directory.In(name), Path.Combine(target, name), name, progress, cancellationToken);

    private void CopyDatabase(string name)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = directory.In(name), Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("$target", Path.Combine(target, name));
        command.ExecuteNonQuery();
    }

    private IEnumerable<string> Journal() => Directory.EnumerateFiles(directory.JournalDirectory, "*.journal")
        .Select(path => "journal/" + Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private List<string> Others() => [.. Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(directory.Path, path).Replace(Path.DirectorySeparatorChar, '/'))
        .Where(name => !LeftOut.Contains(name) && !Unfinished.Contains(Path.GetExtension(name)) && !First.Contains(name) && !LeftOutDirectories.Contains(name.Split('/')[0]) && !IsDatabase(name)
            && !Path.GetFullPath(directory.In(name)).StartsWith(Path.GetFullPath(target) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    private static bool IsDatabase(string name) => Databases.Any(database => name == database || name.StartsWith(database + "-", StringComparison.Ordinal));

    private long BytesToCopy() =>
        First.Concat(Databases).Concat(Others()).Concat(Journal()).Select(name => new FileInfo(directory.In(name))).Where(file => file.Exists).Sum(file => file.Length);
}
