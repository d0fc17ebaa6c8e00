using Ioc.Host.Simulation.Faults;

namespace Ioc.Host.Simulation;

/// <summary>What to simulate, against which server.</summary>
internal sealed record SimulatorOptions
{
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Plain MQTT, 1 to 65,535.</summary>
    public int MqttPort { get; init; } = 1883;

    /// <summary>Where devices fetch audio: the server's HTTP address.</summary>
    public required Uri HttpAddress { get; init; }

    /// <summary>Devices with their credentials, at most <see cref="SimulatorLimits.DevicesMax"/>.</summary>
    public required IReadOnlyList<SimulatedCredential> Devices { get; init; }

    /// <summary>Same seed, same curves and same jitter.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// How much faster than real time the devices live, 0.1 to 3,600; default 1. Periods and days shrink by it; audio and expiry do not,
    /// because those are measured against the server's clock.
    /// </summary>
    public double Speed { get; init; } = 1;

    /// <summary>What goes wrong, and when; see <see cref="FaultPlan"/>.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>New connections per second, 1 to 10,000; default 400.</summary>
    public int ConnectsPerSecond { get; init; } = 400;

    /// <summary>Everything wrong with these options, in words.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Host))
            errors.Add("The server's host name is empty.");
        if (MqttPort is < 1 or > 65_535)
            errors.Add($"MQTT port {MqttPort} is outside 1 to 65535.");
        if (!HttpAddress.IsAbsoluteUri)
            errors.Add($"The HTTP address '{HttpAddress}' must be absolute, like http://127.0.0.1:8080.");
        if (Devices.Count is 0 or > SimulatorLimits.DevicesMax)
            errors.Add($"{Devices.Count} devices; 1 to {SimulatorLimits.DevicesMax} can be simulated in one process.");
        if (Speed is not (>= 0.1 and <= 3_600))
            errors.Add($"Speed {Speed} is outside 0.1 to 3600.");
        if (ConnectsPerSecond is < 1 or > 10_000)
            errors.Add($"{ConnectsPerSecond} connects per second is outside 1 to 10000.");
        return errors;
    }
}
