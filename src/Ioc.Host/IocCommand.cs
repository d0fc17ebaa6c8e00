using System.CommandLine;
using Ioc.Host.BackingUp;
using Ioc.Host.Benchmarks;
using Ioc.Host.Brokering;
using Ioc.Host.Calling;
using Ioc.Host.Diagnosing;
using Ioc.Host.Exporting;
using Ioc.Host.Importing;
using Ioc.Host.Proving;
using Ioc.Host.Registering;
using Ioc.Host.Serving;
using Ioc.Host.Simulating;
using Ioc.Host.Terminals;

namespace Ioc.Host;

/// <summary>The <c>ioc</c> command: its nouns, its global options and the meaning of its exit codes.</summary>
internal static class IocCommand
{
    /// <summary>A server's stop includes its last checkpoint; after this the process ends regardless, which loses nothing acknowledged.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);

    public static RootCommand Build(Terminal terminal)
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand("""
            A province's operations centre: loudspeakers, public Wi-Fi and 5G sites over MQTT.

            Exit codes: 0 done; 1 could not be done (server unreachable, refused, a check found a problem);
            2 the command line or an input file is wrong, and nothing was done.
            Results go to stdout, progress and errors to stderr.
            """)
        {
            connection.Data,
            connection.Url,
            connection.Token,
        };
        root.Subcommands.Add(ServeCommand.Create(terminal, connection));
        root.Subcommands.Add(ImportCommand.Create(terminal, connection));
        root.Subcommands.Add(ExportCommand.Create(terminal, connection));
        root.Subcommands.Add(DeviceCommand.Create(terminal, connection));
        root.Subcommands.Add(UserCommand.Create(terminal, connection));
        root.Subcommands.Add(TokenCommand.Create(terminal, connection));
        root.Subcommands.Add(SimulateCommand.Create(terminal, connection));
        root.Subcommands.Add(BrokerCommand.Create(terminal, connection));
        root.Subcommands.Add(BenchCommand.Create(terminal, connection));
        root.Subcommands.Add(ProveCommand.Create(terminal));
        root.Subcommands.Add(BackupCommand.Create(terminal, connection));
        root.Subcommands.Add(RestoreCommand.Create(terminal, connection));
        root.Subcommands.Add(DoctorCommand.Create(terminal, connection));
        SummaryHelp.Install(root);
        return root;
    }

    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var parsed = Build(terminal).Parse(arguments);
        if (parsed.Errors.Count > 0 && !AsksForHelp(parsed))
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Complain(error.Message);
            }

            terminal.Complain($"`{CommandPath(parsed)} --help` says what is possible.");
            return ExitCode.BadInput;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTimeout },
            cancellationToken);
    }

    private static bool AsksForHelp(ParseResult parsed) => parsed.Action is SummaryHelp;

    private static string CommandPath(ParseResult parsed)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult; at is System.CommandLine.Parsing.CommandResult command; at = at.Parent)
        {
            names.Insert(0, command.Command is RootCommand ? "ioc" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
