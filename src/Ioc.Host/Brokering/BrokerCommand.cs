using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Brokering;

/// <summary><c>ioc broker</c>: the MQTT library's broker alone, without a province behind it.</summary>
internal static class BrokerCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var arguments = new BrokerArguments(connection);
        var command = new Command("broker", """
            Runs the MQTT broker alone, for development and for other people's test suites, until Ctrl-C or SIGTERM.

            Messages go from client to client; nothing is stored as telemetry. It listens on this machine only, unless told otherwise, and
            wants to be told who may connect: --user NAME:FILE, --anonymous, or both. The options for limits set what CONNACK tells clients.
            With --data DIR, sessions and retained messages are kept there and survive a crash; without it they end with the process.
            """);
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var errors = new List<string>();
            if (arguments.TryRead(parsed, errors) is not { } options)
            {
                return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
            }

            var (broker, problem) = await StandaloneBroker.StartAsync(options, terminal.Time, cancellationToken);
            if (broker is null)
            {
                return terminal.Fail(problem!);
            }

            await using (broker)
            {
                terminal.Out.WriteLine($"Ready: mqtt://{broker.Address}{(options.Anonymous ? ", open to everybody who reaches it" : "")}; Ctrl-C stops it");
                if (broker.TlsAddress is { } encrypted)
                {
                    terminal.Out.WriteLine($"       mqtts://{encrypted}");
                }

                if (broker.WebSocketAddress is { } page)
                {
                    terminal.Out.WriteLine($"       {page}");
                }

                terminal.Out.Flush();
                await broker.WaitForStopAsync(cancellationToken);
            }

            terminal.Say("Stopped.");
            return ExitCode.Ok;
        });
        return command;
    }
}
