using System.Diagnostics;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>The same words spoken by somebody else's program.</summary>
public sealed class InteropTests
{
    private const string Publisher = "/usr/bin/mosquitto_pub";
    private const string Subscriber = "/usr/bin/mosquitto_sub";

    [Theory]
    [Clause(ProtocolVersion.V500, "MQTT-4.2.0-1")]
    [Clause(ProtocolVersion.V311, "MQTT-7.0.0-2", "MQTT-7.1.1-1")]
    [InlineData("mqttv311", 0)]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv311", 2)]
    [InlineData("mqttv5", 0)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task Mosquitto_publishes_and_subscribes_through_us(string version, int qos)
    {
        Assert.SkipUnless(File.Exists(Publisher) && File.Exists(Subscriber), "mosquitto-clients are not installed");
        await using TestBroker broker = await TestBroker.StartAsync();
        string common = $"-h 127.0.0.1 -p {broker.Port} -V {version} -q {qos}";
        using Process subscriber = Start(Subscriber, $"{common} -i sub -t ioc/+/x -v -C 3");
        await broker.Observer.UntilAsync("subscribed sub ioc/+/x");
        using Process publisher = Start(Publisher, $"{common} -i pub -t ioc/a/x -m một --repeat 3");
        await publisher.WaitForExitAsync().Within("mosquitto_pub");
        Assert.Equal(0, publisher.ExitCode);
        string heard = await subscriber.StandardOutput.ReadToEndAsync().Within("mosquitto_sub");
        Assert.Equal(["ioc/a/x một", "ioc/a/x một", "ioc/a/x một"], heard.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Mosquitto_sees_retained_messages_and_wills_of_our_client()
    {
        Assert.SkipUnless(File.Exists(Subscriber), "mosquitto-clients are not installed");
        await using TestBroker broker = await TestBroker.StartAsync();
        TestClient device = await broker.ConnectAsync("dev", ProtocolVersion.V500, o => o with
        {
            Will = new Client.MqttWill { Topic = "dev/status", Payload = "offline"u8.ToArray(), Retain = true },
        });
        await device.PublishAsync("dev/status", "online", retain: true);
        using Process subscriber = Start(Subscriber, $"-h 127.0.0.1 -p {broker.Port} -V mqttv5 -i sub -t dev/# -v -C 2");
        Assert.Equal("dev/status online", await subscriber.StandardOutput.ReadLineAsync().Within("the retained message"));
        device.Mqtt.Abort();
        Assert.Equal("dev/status offline", await subscriber.StandardOutput.ReadLineAsync().Within("the will"));
    }

    private static Process Start(string program, string arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
}
