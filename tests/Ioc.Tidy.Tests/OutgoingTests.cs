using System.Text.RegularExpressions;

namespace Ioc.Tidy.Tests;

/// <summary>Whom the server calls is decided by settings alone; whoever adds a way out adds it here, and to docs/decisions/0012-access.md ("Outgoing requests").</summary>
public sealed partial class OutgoingTests
{
    /// <summary>Tools that speak to a server that whoever runs them names: the command line, the simulator, benchmarks and proofs.</summary>
    private static readonly string[] Tools =
        ["src/Ioc.Host/Benchmarks/", "src/Ioc.Host/Calling/", "src/Ioc.Host/Diagnosing/", "src/Ioc.Host/Proving/", "src/Ioc.Host/Simulation/", "src/Ioc.Host/Simulating/", "src/Ioc.Host/Exporting/"];

    [Fact]
    public void Every_way_out_of_the_server_is_known()
    {
        string[] found =
        [
            .. Repository.Files("src", "*.cs").Select(path => (Path: Repository.Relative(path), Text: File.ReadAllText(path)))
                .Where(file => !Tools.Any(tool => file.Path.StartsWith(tool, StringComparison.Ordinal)) && WayOut().IsMatch(file.Text)).Select(file => file.Path).Order(StringComparer.Ordinal),
        ];
        Assert.Equal(
            [
                "src/Ioc.Dashboard/Access/ProviderBackchannel.cs",
                "src/Ioc.Mqtt/Client/ClientStream.cs",
                "src/Ioc.Mqtt/Transport/MqttListener.cs",
                "src/Ioc.Silo/Influx/InfluxClient.cs",
            ],
            found);
    }

    [GeneratedRegex(@"new (HttpClient|SocketsHttpHandler|HttpClientHandler|TcpClient|UdpClient|ClientWebSocket|Socket|WebProxy|SmtpClient)\b|AddHttpClient|WebRequest\.|Dns\.Get")]
    private static partial Regex WayOut();
}
