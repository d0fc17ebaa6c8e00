using System.CommandLine;
using System.Net.Sockets;
using Ioc.Host.Benchmarks.Dashboard;
using Ioc.Host.Benchmarks.Mqtt;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Benchmarks;

/// <summary><c>ioc bench</c>: what this machine and this server can do together.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var command = new Command("bench", "Measures a running server, the broker alone, or the dashboard.");
        command.Subcommands.Add(Ingest(terminal, connection));
        command.Subcommands.Add(MqttBenchCommand.Create(terminal));
        command.Subcommands.Add(DashboardBenchCommand.Create(terminal));
        return command;
    }

    private static Command Ingest(Terminal terminal, ConnectionOptions connection)
    {
        var arguments = new IngestArguments();
        var command = new Command("ingest", """
            Drives the server over real TCP connections, from PUBLISH to PUBACK and to a browser, and prints what a message costs.

            It registers devices bench-… and removes them at the end: not for a server that people work with. Start the server without a
            quota (`ioc serve --mqtt-quota-per-second 0`), on the same machine, so that its processor time and memory can be read. Where
            Mosquitto is installed, the same load is given to it; it keeps nothing on disk. The last line is name=value for scripts.
            """);
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var options = arguments.Read(parsed, api, ServerAddress.TryRead(connection.Directory(parsed)));
            if (options.Errors() is { Count: > 0 } errors)
            {
                return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
            }

            try
            {
                return await IngestBenchmark.RunAsync(options, terminal.Out, terminal.Say, cancellationToken) ? ExitCode.Ok : ExitCode.Failed;
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
            {
                return terminal.Fail($"The measurement ended early: {fault.Message}");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return terminal.Fail("Stopped; nothing is measured.");
            }
        });
        return command;
    }
}
