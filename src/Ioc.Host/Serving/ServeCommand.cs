using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Serving;

/// <summary><c>ioc serve</c>: the operations centre itself.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var arguments = new ServeArguments();
        var command = new Command("serve", """
            Runs the operations centre: HTTP, MQTT broker and stores in one process, until Ctrl-C or SIGTERM.

            DIR then holds: server.url (address, MQTT port and process id as JSON, written when the server is ready), admin.token and
            admin.password (the first administrator's, readable by you alone; delete them once you have made your own), ioc.json (settings,
            if you write one), the journal and two SQLite databases.
            """);
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var errors = new List<string>();
            if (arguments.TryRead(parsed, connection.Directory(parsed).Path, errors) is not { } options)
            {
                return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
            }

            var (server, problem) = await Server.StartAsync(options, terminal.Time, cancellationToken);
            if (server is null)
            {
                return terminal.Fail(problem!);
            }

            await using (server)
            {
                Announcement.Print(terminal, server, options);
                await server.WaitForStopAsync(cancellationToken);
                terminal.Say("Stopping: no new messages, a last checkpoint …");
            }

            terminal.Say("Stopped.");
            return ExitCode.Ok;
        });
        return command;
    }
}
