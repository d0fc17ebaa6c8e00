using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Simulation;
using Ioc.Host.Simulation.Faults;
using Ioc.Host.Terminals;

namespace Ioc.Host.Simulating;

/// <summary><c>ioc simulate</c>: devices that behave like real ones, against a running server.</summary>
internal static class SimulateCommand
{
    private static readonly TimeSpan NoteInterval = TimeSpan.FromSeconds(5);

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var devices = new Option<int>("--devices") { Description = $"How many, 1 to {SimulatorLimits.DevicesMax}", HelpName = "N", DefaultValueFactory = _ => 1_500 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same devices", HelpName = "N", DefaultValueFactory = _ => 1 };
        var into = new Option<string?>("--into") { Description = "Place them into this province's communes; they need boundaries", HelpName = "PROVINCE" };
        var faults = new Option<FileInfo?>("--faults") { Description = "What goes wrong and when: YAML or JSON (docs/simulator.md)", HelpName = "FILE" };
        var speed = new Option<double>("--speed") { Description = "How much faster than real time the devices live", HelpName = "X", DefaultValueFactory = _ => 1 };
        var mqttPort = new Option<int?>("--mqtt-port") { Description = "MQTT port of the server, when DIR/server.url does not tell", HelpName = "PORT" };
        var command = new Command("simulate", """
            Registers simulated devices with a running server and runs them over real MQTT connections until Ctrl-C.

            In an empty registry it makes a fictional province first. Otherwise devices with ids sim-… are placed into the communes that have
            boundaries, of one province with --into, of all without; communes without hamlets get made-up ones.
            """)
        {
            devices, seed, into, faults, speed, mqttPort,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(devices) is < 1 or > SimulatorLimits.DevicesMax)
            {
                result.AddError($"--devices must be between 1 and {SimulatorLimits.DevicesMax}.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (await ReadFaultsAsync(terminal, parsed.GetValue(faults), cancellationToken) is not { } plan)
            {
                return ExitCode.BadInput;
            }

            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var port = parsed.GetValue(mqttPort) ?? ServerAddress.TryRead(connection.Directory(parsed))?.MqttPort ?? 1883;
            if (port == 0)
            {
                return terminal.Fail(ServerAddress.NoMqttPort);
            }

            var registered = await SimulationRegistration.RegisterAsync(
                terminal, api, parsed.GetValue(into), parsed.GetValue(devices), parsed.GetValue(seed), cancellationToken);
            if (!registered.Succeeded)
            {
                return terminal.Fail(registered.Problem!);
            }

            var options = new SimulatorOptions
            {
                Host = api.Address.Host.Trim('[', ']'),
                MqttPort = port,
                HttpAddress = api.Address,
                Devices = registered.Value!,
                Seed = parsed.GetValue(seed),
                Speed = parsed.GetValue(speed),
                Faults = plan,
            };
            return await RunAsync(terminal, options, cancellationToken);
        });
        return command;
    }

    private static async Task<FaultPlan?> ReadFaultsAsync(Terminal terminal, FileInfo? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return FaultPlan.None;
        }

        var (bytes, problem) = await Importing.InputFile.ReadAsync(file, cancellationToken);
        if (bytes is null)
        {
            terminal.Complain(problem!);
            return null;
        }

        var plan = FaultPlan.Parse(System.Text.Encoding.UTF8.GetString(bytes), out var errors);
        foreach (var error in errors)
        {
            terminal.Complain($"{file.Name}: {error}");
        }

        return plan;
    }

    private static async Task<int> RunAsync(Terminal terminal, SimulatorOptions options, CancellationToken cancellationToken)
    {
        if (options.Errors() is { Count: > 0 } errors)
        {
            return terminal.Fail(string.Join(Environment.NewLine, errors), ExitCode.BadInput);
        }

        terminal.Say($"{options.Devices.Count:N0} devices connect to {options.Host}:{options.MqttPort}; Ctrl-C stops them.");
        var notes = new SimulationNotes(terminal.Time, NoteInterval, progress => terminal.Say(Line(progress)));
        var code = await SimulatorRun.RunAsync(options, notes, cancellationToken);
        if (notes.Last is { } last)
        {
            terminal.Out.WriteLine(Line(last));
        }

        return code;
    }

    private static string Line(SimulatorProgress progress) =>
        $"{progress.Connected:N0} of {progress.Devices:N0} connected, {progress.Sent:N0} messages sent, {progress.Dropped:N0} lost, "
        + $"{progress.Commands:N0} commands, {progress.Playing:N0} playing, {progress.FaultsActive:N0} with a fault"
        + (progress.LastConnectFailure is { } failure ? $"; {progress.ConnectFailures:N0} failed connects, the last: {failure}" : "");
}
