using System.CommandLine;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>The options of <c>ioc bench mqtt</c>; what is not given is as <see cref="MqttBenchmarkOptions"/> has it.</summary>
internal sealed class MqttArguments
{
    private static readonly MqttBenchmarkOptions Preset = new();

    private readonly Option<string[]> _scenarios = new("--scenario")
    {
        Description = "relay, flood, storm, matching, idle, idle-tls or allocation; several or none (all)",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _durable = new("--durable")
    {
        Description = "Relay, flood and storm with the brokers' stores off, on, or both one after the other",
        HelpName = "off|on|both",
        DefaultValueFactory = _ => "both",
    };

    private readonly Option<string[]> _shapes = new("--shape")
    {
        Description = "Publishers-subscribers of the relay, like 50-1; several or none (1-1, 50-1, 1-50)",
        HelpName = "P-S",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int[]> _qos = new("--qos") { Description = "QoS of the relay; several or none (all)", HelpName = "Q", AllowMultipleArgumentsPerToken = true };
    private readonly Option<int> _seconds = Number("--seconds", "Measured seconds of each load", Preset.Seconds);
    private readonly Option<int> _warmUp = Number("--warm-up-seconds", "Seconds before that: a fresh process still compiles", Preset.WarmUpSeconds);
    private readonly Option<int> _payload = Number("--payload-bytes", "Bytes of each message", Preset.PayloadBytes);
    private readonly Option<int> _clients = Number("--clients", "Clients of the storm", Preset.StormClients);
    private readonly Option<int> _idle = Number("--idle-connections", "Connections that do nothing", Preset.IdleConnections);
    private readonly Option<int> _subscriptions = Number("--subscriptions", "Subscriptions to match against", Preset.Subscriptions);
    private readonly Option<bool> _noMosquitto = new("--no-mosquitto") { Description = "Without the same loads on Mosquitto" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_scenarios, _durable, _shapes, _qos, _seconds, _warmUp, _payload, _clients, _idle, _subscriptions, _noMosquitto])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Adds what is wrong to <paramref name="errors"/>, all of it.</summary>
    public MqttBenchmarkOptions Read(ParseResult parsed, List<string> errors)
    {
        var options = new MqttBenchmarkOptions
        {
            Scenarios = Or(parsed.GetValue(_scenarios)?.Select(name => Scenario(name, errors)), Preset.Scenarios),
            Durable = Durable(parsed.GetValue(_durable), errors),
            Shapes = Or(parsed.GetValue(_shapes)?.Select(text => Shape(text, errors)), Preset.Shapes),
            Qos = Or(parsed.GetValue(_qos), Preset.Qos),
            Seconds = parsed.GetValue(_seconds),
            WarmUpSeconds = parsed.GetValue(_warmUp),
            PayloadBytes = parsed.GetValue(_payload),
            StormClients = parsed.GetValue(_clients),
            IdleConnections = parsed.GetValue(_idle),
            Subscriptions = parsed.GetValue(_subscriptions),
            AgainstMosquitto = !parsed.GetValue(_noMosquitto),
        };
        errors.AddRange(options.Errors());
        return options;
    }

    private static IReadOnlyList<T> Or<T>(IEnumerable<T>? given, IReadOnlyList<T> preset) => given?.ToArray() is { Length: > 0 } some ? some : preset;

    private static MqttScenario Scenario(string name, List<string> errors)
    {
        if (Enum.TryParse<MqttScenario>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var scenario) && Enum.IsDefined(scenario))
            return scenario;
        errors.Add($"--scenario has no '{name}'; there are relay, flood, storm, matching, idle, idle-tls and allocation.");
        return default;
    }

    private static RelayShape Shape(string text, List<string> errors)
    {
        if (RelayShape.TryParse(text) is { } shape)
            return shape;
        errors.Add($"--shape must be like 50-1, at most 1,000 on each side, not '{text}'.");
        return default;
    }

    private static bool[] Durable(string? text, List<string> errors)
    {
        switch (text)
        {
            case "off":
                return [false];
            case "on":
                return [true];
            case "both":
                return [false, true];
            default:
                errors.Add($"--durable must be off, on or both, not '{text}'.");
                return [];
        }
    }

    private static Option<int> Number(string name, string description, int preset) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => preset };
}
