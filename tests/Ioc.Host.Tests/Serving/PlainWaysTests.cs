using Ioc.Gateway.OutsideBroker;
using Ioc.Host.Serving;
using Ioc.Mqtt.Client;
using Ioc.Silo.Influx;

namespace Ioc.Host.Tests.Serving;

/// <summary>What crosses a network in clear is said; what does not is not.</summary>
public sealed class PlainWaysTests
{
    private static readonly ServeOptions Open = new() { DataDirectory = "d", ListenAddress = "0.0.0.0" };

    private static readonly ServeOptions Closed = Open with { HttpsPort = 443, MqttTlsPort = 8883, MqttPort = null };

    public static TheoryData<string, string[]> Ways() => new()
    {
        { "nothing but this machine", [] },
        { "open", ["people's passwords", "plain MQTT port", "at /mqtt: set httpsPort"] },
        { "closed", [] },
        { "behind a balancer", ["plain MQTT port"] },
        { "plain MQTT on this machine", [] },
        { "plain MQTT on a network", ["plain MQTT port"] },
        { "WebSocket in clear", ["at /mqtt: leave mqttWebSocketInClear out"] },
        { "WebSocket in clear past a balancer", ["at /mqtt: leave mqttWebSocketInClear out"] },
        { "broker elsewhere", ["the password for mqtt://broker:1883"] },
        { "broker by TLS", [] },
        { "broker here", [] },
        { "series elsewhere", ["the password or token for http://influx:8086/"] },
        { "series by TLS", [] },
        { "series here", [] },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Each_way_in_clear_is_named_with_what_closes_it(string setting, string[] words)
    {
        var options = setting switch
        {
            "nothing but this machine" => new ServeOptions { DataDirectory = "d" },
            "open" => Open,
            "closed" => Closed,
            "behind a balancer" => Open with { HttpProxyNetworks = ["10.0.0.0/24"] },
            "plain MQTT on this machine" => Closed with { MqttPort = 1883, MqttListen = ["127.0.0.1", "::1"] },
            "plain MQTT on a network" => new ServeOptions { DataDirectory = "d", MqttListen = ["127.0.0.1", "10.0.0.9"] },
            "WebSocket in clear" => Closed with { MqttWebSocketInClear = true },
            "WebSocket in clear past a balancer" => Closed with { HttpsPort = null, HttpProxyNetworks = ["10.0.0.0/24"], MqttWebSocketInClear = true },
            "broker elsewhere" => Closed with { OutsideBroker = Broker(ClientTransport.Tcp, "broker", 1883) },
            "broker by TLS" => Closed with { OutsideBroker = Broker(ClientTransport.Tls, "broker", 8883) },
            "broker here" => Closed with { OutsideBroker = Broker(ClientTransport.Tcp, "localhost", 1883) },
            "series elsewhere" => Closed with { Telemetry = new InfluxOptions { Server = new Uri("http://influx:8086") } },
            "series by TLS" => Closed with { Telemetry = new InfluxOptions { Server = new Uri("https://influx:8086") } },
            "series here" => Closed with { Telemetry = new InfluxOptions { Server = new Uri("http://127.0.0.1:8086") } },
            _ => throw new ArgumentOutOfRangeException(nameof(setting)),
        };

        var ways = PlainWays.Of(options).ToList();

        Assert.Equal(words.Length, ways.Count);
        Assert.All(words, word => Assert.Contains(ways, way => way.Contains(word, StringComparison.Ordinal)));
    }

    private static OutsideBrokerOptions Broker(ClientTransport transport, string host, int port) =>
        new() { Address = new BrokerAddress(transport, host, port, ""), ClientId = "c" };
}
