using System.CommandLine;
using Ioc.Host.Benchmarks;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Simulating;

/// <summary><c>ioc bench</c>: how much a running server carries on this machine.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("bench", "Measures a running server.")
    {
        Ingest(terminal, connection),
    };

    private static Command Ingest(Terminal terminal, ConnectionOptions connection)
    {
        var connections = new Option<int>("--connections") { Description = "Devices that publish, 1 to 5,000", HelpName = "N", DefaultValueFactory = _ => 50 };
        var window = new Option<int>("--window") { Description = "Unacknowledged messages per device, 1 to 1,000", HelpName = "N", DefaultValueFactory = _ => 20 };
        var seconds = new Option<int>("--seconds") { Description = "How long to measure, after a warm-up of 3 s", HelpName = "N", DefaultValueFactory = _ => 10 };
        var payload = new Option<int>("--payload-bytes") { Description = "Size of a message's payload", HelpName = "N", DefaultValueFactory = _ => 300 };
        var idle = new Option<int>("--idle") { Description = "Idle connections, to see what one costs; 0: not measured", HelpName = "N", DefaultValueFactory = _ => 1_000 };
        var alone = new Option<bool>("--no-mosquitto") { Description = "Without the same load against Mosquitto for comparison" };
        var mqttPort = new Option<int?>("--mqtt-port") { Description = "MQTT port of the server, when DIR/server.url does not tell", HelpName = "PORT" };
        var command = new Command("ingest", """
            Drives a running server over real TCP, from PUBLISH to PUBACK and to the browser, and prints the figures.

            Start that server with --mqtt-quota-per-second 0. Its devices bench-… are registered first and removed afterwards, which needs a
            commune to put them in. Compare figures only with figures of the same machine.
            """)
        {
            connections, window, seconds, payload, idle, alone, mqttPort,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return Task.FromResult(terminal.Fail(problem));
            }

            var server = ServerAddress.TryRead(connection.Directory(parsed));
            var options = new IngestBenchmarkOptions
            {
                HttpAddress = api.Address,
                Token = api.Token,
                MqttHost = api.Address.Host.Trim('[', ']'),
                MqttPort = parsed.GetValue(mqttPort) ?? server?.MqttPort ?? 1883,
                Connections = parsed.GetValue(connections),
                Window = parsed.GetValue(window),
                Seconds = parsed.GetValue(seconds),
                PayloadBytes = parsed.GetValue(payload),
                IdleConnections = parsed.GetValue(idle),
                AgainstMosquitto = !parsed.GetValue(alone),
                ServerProcessId = server?.Pid,
            };
            return RunAsync(terminal, options, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, IngestBenchmarkOptions options, CancellationToken cancellationToken)
    {
        if (options.Errors() is { Count: > 0 } errors)
        {
            return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
        }

        try
        {
            return await IngestBenchmark.RunAsync(options, terminal.Out, cancellationToken);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return terminal.Fail(fault.Message);
        }
    }
}
