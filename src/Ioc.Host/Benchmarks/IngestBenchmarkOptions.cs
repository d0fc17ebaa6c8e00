namespace Ioc.Host.Benchmarks;

/// <summary>How hard to drive a running server, and where it is.</summary>
internal sealed record IngestBenchmarkOptions
{
    /// <summary>The server's HTTP address.</summary>
    public required Uri HttpAddress { get; init; }

    /// <summary>An administrator's token: the benchmark registers devices and removes them again.</summary>
    public required string Token { get; init; }

    /// <summary>An IPv4 or IPv6 address or a name; the server's MQTT edge.</summary>
    public string MqttHost { get; init; } = "127.0.0.1";

    public int MqttPort { get; init; } = 1883;

    /// <summary>Connections that publish, 1 to 5,000; each is one device.</summary>
    public int Connections { get; init; } = 50;

    /// <summary>Unacknowledged messages per connection, 1 to 1,000. 1: each waits for its PUBACK, as small devices do.</summary>
    public int Window { get; init; } = 20;

    /// <summary>Measured seconds, 1 to 3,600, after <see cref="WarmUpSeconds"/>.</summary>
    public int Seconds { get; init; } = 10;

    public int WarmUpSeconds { get; init; } = 3;

    /// <summary>Bytes of each message's payload, 180 to 16,384.</summary>
    public int PayloadBytes { get; init; } = 300;

    /// <summary>Connections opened and left alone, to see what one costs, 0 to 20,000. 0: not measured.</summary>
    public int IdleConnections { get; init; } = 2_000;

    /// <summary>The server's process; null: whoever listens on the MQTT port of this machine.</summary>
    public int? ServerProcessId { get; init; }

    /// <summary>Drive a Mosquitto of this machine with the same load afterwards, where one is installed.</summary>
    public bool AgainstMosquitto { get; init; } = true;

    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        Check(errors, "Connections", Connections, 1, 5_000);
        Check(errors, "Window", Window, 1, 1_000);
        Check(errors, "Seconds", Seconds, 1, 3_600);
        Check(errors, "WarmUpSeconds", WarmUpSeconds, 0, 600);
        Check(errors, "PayloadBytes", PayloadBytes, TelemetryPacket.PayloadBytesMin, 16_384);
        Check(errors, "IdleConnections", IdleConnections, 0, 20_000);
        Check(errors, "MqttPort", MqttPort, 1, 65_535);
        return errors;
    }

    private static void Check(List<string> errors, string name, int value, int from, int to)
    {
        if (value < from || value > to)
            errors.Add($"{name} {value} is outside {from} to {to}.");
    }
}
