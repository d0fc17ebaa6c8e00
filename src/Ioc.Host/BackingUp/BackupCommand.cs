using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;
using Ioc.Silo.Audit;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.BackingUp;

/// <summary><c>ioc backup</c>: a copy of the data directory, while the server runs.</summary>
internal static class BackupCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var target = new Argument<DirectoryInfo>("TARGET") { Description = "Directory to make; it must not hold anything", HelpName = "TARGET" };
        var command = new Command("backup", """
            Copies everything that `ioc serve` keeps in DIR to TARGET, also while it runs, and checks nothing is missing.

            The copy is one instant's: everything acknowledged before it began is in it, and `ioc restore` makes a directory from it that
            starts as after a power cut. It holds credentials' hashes and the administrator's token: keep it where only you can read it.
            MQTT sessions are left out: devices make new ones. So is what only a time-series server (--telemetry) holds.
            """)
        {
            target,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = connection.Directory(parsed);
            var into = parsed.GetRequiredValue(target).FullName;
            try
            {
                if (File.Exists(directory.In("operations.db")))
                {
                    await OfflineAudit.AppendAsync(directory.Path, CommandAudit.Entry(AuditActions.BackupTaken, into), terminal.Time, cancellationToken);
                }

                var (manifest, problem) = await terminal.WithProgressAsync(
                    "Copying", 0, progress => new Backup(directory, into, terminal.Time).TakeAsync(progress, cancellationToken));
                if (manifest is null)
                {
                    return terminal.Fail(problem);
                }

                terminal.Out.WriteLine($"{into}: {manifest.Files.Count} files, {manifest.Bytes / (1024.0 * 1024):N1} MiB, as of {manifest.TakenAt:O}");
                if (ServerShare.Exists(directory))
                {
                    terminal.Out.WriteLine(ServerShare.OfBackup);
                }

                return ExitCode.Ok;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException or AuditUnavailableException)
            {
                return terminal.Fail($"The backup was not finished, and {into} is none: {fault.Message}");
            }
        });
        return command;
    }
}
