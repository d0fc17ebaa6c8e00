using System.CommandLine;
using Ioc.Host.Calling;

namespace Ioc.Host.Benchmarks;

/// <summary>The options of <c>ioc bench ingest</c>; what is not given is as <see cref="IngestBenchmarkOptions"/> has it.</summary>
internal sealed class IngestArguments
{
    private readonly Option<int> _connections = Number("--connections", "Connections that publish, each as one device", 50);
    private readonly Option<int> _window = Number("--window", "Messages one connection sends ahead of their PUBACK; 1: each waits for its own", 20);
    private readonly Option<int> _seconds = Number("--seconds", "Measured seconds", 10);
    private readonly Option<int> _warmUp = Number("--warm-up-seconds", "Seconds before that: a fresh server still compiles", 3);
    private readonly Option<int> _payload = Number("--payload-bytes", "Bytes of each message's telemetry", 300);
    private readonly Option<int> _idle = Number("--idle-connections", "Silent connections, to see what one costs; 0: not measured", 2_000);
    private readonly Option<int?> _mqttPort = new("--mqtt-port") { Description = "MQTT port of the server, when DIR/server.url does not tell", HelpName = "PORT" };
    private readonly Option<bool> _noMosquitto = new("--no-mosquitto") { Description = "Without the same load on Mosquitto" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_connections, _window, _seconds, _warmUp, _payload, _idle, _mqttPort, _noMosquitto])
        {
            command.Options.Add(option);
        }
    }

    public IngestBenchmarkOptions Read(ParseResult parsed, ServerApi api, ServerAddress? server)
    {
        var port = parsed.GetValue(_mqttPort) ?? server?.MqttPort ?? 1883;
        return new IngestBenchmarkOptions
        {
            HttpAddress = api.Address,
            Token = api.Token,
            MqttHost = api.Address.Host.Trim('[', ']'),
            MqttPort = port,
            Connections = parsed.GetValue(_connections),
            Window = parsed.GetValue(_window),
            Seconds = parsed.GetValue(_seconds),
            WarmUpSeconds = parsed.GetValue(_warmUp),
            PayloadBytes = parsed.GetValue(_payload),
            IdleConnections = parsed.GetValue(_idle),
            // With --url or --mqtt-port another process answers than the one in DIR/server.url.
            ServerProcessId = server is not null && server.MqttPort == port && new Uri(server.Url) == api.Address ? server.Pid : null,
            AgainstMosquitto = !parsed.GetValue(_noMosquitto),
        };
    }

    private static Option<int> Number(string name, string description, int preset) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => preset };
}
