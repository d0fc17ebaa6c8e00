using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;
using Ioc.Silo.Audit;

namespace Ioc.Host.BackingUp;

/// <summary><c>ioc restore</c>: a data directory from a backup.</summary>
internal static class RestoreCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var source = new Argument<DirectoryInfo>("BACKUP") { Description = "Directory that `ioc backup` made", HelpName = "BACKUP" };
        var command = new Command("restore", """
            Makes the data directory DIR (--data) from a backup. DIR must not exist, or be empty: what is there is never overwritten.

            Every file is compared with its hash, both databases and the journal are examined; only then DIR gets its name.
            """)
        {
            source,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = connection.Directory(parsed);
            try
            {
                var problem = await terminal.WithProgressAsync(
                    "Restoring", 0, progress => new Restoration(parsed.GetRequiredValue(source).FullName, directory).MakeAsync(progress, cancellationToken));
                if (problem is not null)
                {
                    return terminal.Fail(problem);
                }

                await OfflineAudit.AppendAsync(
                    directory.Path, CommandAudit.Entry(AuditActions.BackupRestored, parsed.GetRequiredValue(source).FullName), terminal.Time, cancellationToken);
            }
            catch (AuditUnavailableException fault)
            {
                return terminal.Fail($"{directory.Path} was made, but its audit can't be written: {fault.Message}");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return terminal.Fail($"{directory.Path} was not made: {fault.Message}");
            }

            terminal.Out.WriteLine($"{directory.Path} is restored and sound; `ioc serve --data {directory.Path}` starts from it.");
            if (ServerShare.Exists(directory))
            {
                terminal.Out.WriteLine(ServerShare.OfRestored);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
