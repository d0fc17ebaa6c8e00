using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Diagnosing;

/// <summary><c>ioc doctor</c>: is this data directory sound, and does its server answer?</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var command = new Command("doctor", """
            Examines a data directory: permissions, lock, journal, databases, the audit's chain, disk space, secrets and whether they leave
            this machine in clear, whether its server answers, and the time-series server that ioc.json names.

            Each check is a line on stdout: "ok" or "PROBLEM" with what to do. Exit code 1 when there is a problem. It changes nothing and may run
            beside the server.
            """);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var directory = connection.Directory(parsed);
            if (!Directory.Exists(directory.Path))
            {
                return terminal.Fail($"{directory.Path} does not exist. `ioc serve --data {directory.Path}` makes it; name another with --data.");
            }

            var problems = 0;
            await foreach (var finding in CheckAsync(terminal, directory, cancellationToken))
            {
                terminal.Out.WriteLine($"{(finding.Good ? "ok      " : "PROBLEM ")} {finding.Text}");
                problems += finding.Good ? 0 : 1;
            }

            return problems == 0 ? ExitCode.Ok : terminal.Fail($"{problems} problem(s) in {directory.Path}.");
        });
        return command;
    }

    private static async IAsyncEnumerable<Finding> CheckAsync(
        Terminal terminal, DataDirectory directory, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var finding in DirectoryChecks.Permissions(directory))
        {
            yield return finding;
        }

        yield return DirectoryChecks.DiskSpace(directory);
        var running = DirectoryChecks.IsLocked(directory);
        yield return await ServerCheck.FindAsync(directory, running, cancellationToken);
        foreach (var finding in ExposureCheck.Find(directory, running))
        {
            yield return finding;
        }

        terminal.Say("Reading the journal and the databases; this takes a while where they are large.");
        yield return StoreChecks.Journal(directory, running);
        foreach (var name in StoreChecks.Databases)
        {
            yield return StoreChecks.Database(directory, name);
        }

        yield return StoreChecks.Points(directory);
        foreach (var finding in StoreChecks.Missing(directory))
        {
            yield return finding;
        }

        yield return AuditCheck.Find(directory, terminal.Time);
        yield return StoreChecks.Telemetry(directory, terminal.Time.GetUtcNow());
        yield return await SeriesServerCheck.FindAsync(directory, terminal.Time, cancellationToken);
    }
}
