namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>What to measure and how hard.</summary>
internal sealed record MqttBenchmarkOptions
{
    public IReadOnlyList<MqttScenario> Scenarios { get; init; } = Enum.GetValues<MqttScenario>();

    /// <summary>With the brokers' stores off, on, or both.</summary>
    public IReadOnlyList<bool> Durable { get; init; } = [false, true];

    public IReadOnlyList<RelayShape> Shapes { get; init; } = RelayShape.All;

    /// <summary>0, 1, 2.</summary>
    public IReadOnlyList<int> Qos { get; init; } = [0, 1, 2];

    /// <summary>Measured seconds of each relay, 1 to 600.</summary>
    public int Seconds { get; init; } = 4;

    /// <summary>Seconds before them, 0 to 600: a fresh process of ours still compiles.</summary>
    public int WarmUpSeconds { get; init; } = 3;

    /// <summary>Bytes of each message, 0 to 16,384.</summary>
    public int PayloadBytes { get; init; } = 200;

    /// <summary>Clients of the storm, 1 to 1,000,000.</summary>
    public int StormClients { get; init; } = 20_000;

    /// <summary>1 to 60,000, as far as the descriptors of one process go.</summary>
    public int IdleConnections { get; init; } = 10_000;

    /// <summary>Subscriptions to match against, 100 to 1,000,000.</summary>
    public int Subscriptions { get; init; } = 20_000;

    public bool AgainstMosquitto { get; init; } = true;

    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        Check(errors, "--seconds", Seconds, 1, 600);
        Check(errors, "--warm-up-seconds", WarmUpSeconds, 0, 600);
        Check(errors, "--payload-bytes", PayloadBytes, 0, 16_384);
        Check(errors, "--clients", StormClients, 1, 1_000_000);
        Check(errors, "--idle-connections", IdleConnections, 1, 60_000);
        Check(errors, "--subscriptions", Subscriptions, 100, 1_000_000);
        if (Qos.Any(qos => qos is < 0 or > 2))
            errors.Add("--qos must be 0, 1 or 2.");
        return errors;
    }

    private static void Check(List<string> errors, string name, int value, int min, int max)
    {
        if (value < min || value > max)
            errors.Add($"{name} must be {min} to {max}, not {value}.");
    }
}
