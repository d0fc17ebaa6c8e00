using Ioc.Host.Calling;
using Ioc.Host.Diagnosing;
using Ioc.Host.Terminals;
using Ioc.Silo.Storage;

namespace Ioc.Host.BackingUp;

/// <summary>Makes a data directory from a backup: all of it, checked, or none. An existing directory is never touched.</summary>
internal sealed class Restoration(string backup, DataDirectory directory)
{
    /// <summary>What is wrong, in words; null when the directory is whole and sound.</summary>
    public async Task<string?> MakeAsync(IProgressMark progress, CancellationToken cancellationToken)
    {
        if (BackupManifest.TryRead(backup, out var problem) is not { } manifest)
        {
            return problem;
        }

        if (Directory.Exists(directory.Path) && Directory.EnumerateFileSystemEntries(directory.Path).Any())
        {
            return $"{directory.Path} is not empty. Restore into a new directory with --data, look at it, then start from it.";
        }

        // Beside the target and renamed at the end: a restoration that was cut off can't be mistaken for a directory.
        var beside = new DataDirectory(directory.Path + ".restoring");
        if (Directory.Exists(beside.Path))
        {
            Directory.Delete(beside.Path, recursive: true);
        }

        PrivateFile.MakeDirectory(beside.Path);
        progress.Expect(manifest.Bytes);
        foreach (var file in manifest.Files)
        {
            if (!File.Exists(Path.Combine(backup, file.Name)))
            {
                return $"{file.Name} is missing from {backup}: the backup is damaged; use another one.";
            }

            if (await HashedCopy.CopyAsync(Path.Combine(backup, file.Name), beside.In(file.Name), file.Name, progress, cancellationToken) != file)
            {
                return $"{file.Name} in {backup} is not what was backed up: the backup is damaged; use another one.";
            }
        }

        foreach (var finding in StoreChecks.Databases.Select(name => StoreChecks.Database(beside, name)).Prepend(StoreChecks.Journal(beside, running: false)))
        {
            if (!finding.Good)
            {
                return finding.Text;
            }
        }

        if (Directory.Exists(directory.Path))
        {
            Directory.Delete(directory.Path);
        }

        Directory.Move(beside.Path, directory.Path);
        return null;
    }
}
