using System.CommandLine;
using System.Net.Sockets;
using Ioc.Host.Terminals;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary><c>ioc bench mqtt</c>.</summary>
internal static class MqttBenchCommand
{
    public static Command Create(Terminal terminal)
    {
        var arguments = new MqttArguments();
        var command = new Command("mqtt", """
            Measures the broker alone (`ioc broker`) beside Mosquitto: messages relayed, clients at once, memory of idle ones.

            Both brokers are started as children of this process on loopback ports, with their defaults, and stopped at the end; nothing
            else is touched. The load comes from one thread of this process, and its cost is said in the progress: on a small machine it
            competes with the broker. With durable sessions Mosquitto writes its store after changes, at most once a second, and
            acknowledges before that; ours acknowledges after the write. The last line is name=value for scripts.
            """);
        arguments.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var errors = new List<string>();
            var options = arguments.Read(parsed, errors);
            if (errors.Count > 0)
                return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
            try
            {
                FigureTable.Print(await new MqttBenchmark(options, terminal.Say, terminal.Time).RunAsync(cancellationToken), terminal.Out);
                return ExitCode.Ok;
            }
            catch (Exception fault) when (fault is IOException or SocketException)
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
