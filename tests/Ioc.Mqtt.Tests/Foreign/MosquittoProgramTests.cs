using System.Diagnostics;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Foreign;

/// <summary>The same words spoken by somebody else's programs: mosquitto_pub and mosquitto_sub.</summary>
public sealed class MosquittoProgramTests
{
    private const string Publisher = "/usr/bin/mosquitto_pub";
    private const string Subscriber = "/usr/bin/mosquitto_sub";

    public static TheoryData<string, string> Ways => new()
    {
        { "mqttv311", "tcp" },
        { "mqttv5", "tcp" },
        { "mqttv311", "tls" },
        { "mqttv5", "tls" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    [Clause(ProtocolVersion.V500, "MQTT-4.2.0-1")]
    [Clause(ProtocolVersion.V311, "MQTT-7.0.0-2", "MQTT-7.1.1-1")]
    public async Task They_publish_and_subscribe_at_every_QoS(string version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        for (int qos = 0; qos <= 2; qos++)
        {
            using Process subscriber = Start(Subscriber, site, version, $"-q {qos} -i sub{qos} -t ioc/+/x -v -C 3");
            await site.Broker.Observer.UntilAsync($"subscribed sub{qos} ioc/+/x");
            await RunAsync(Publisher, site, version, $"-q {qos} -i pub -t ioc/a/x -m một --repeat 3");
            Assert.Equal(["ioc/a/x một", "ioc/a/x một", "ioc/a/x một"], await LinesAsync(subscriber));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_killed_one_leaves_its_will_and_one_that_ends_does_not(string version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        using Process watcher = Start(Subscriber, site, version, "-i watcher -t will/# -v -C 1");
        await broker.Observer.UntilAsync("subscribed watcher will/#");
        foreach (string end in new[] { "ended", "killed" })
        {
            using Process device = Start(Subscriber, site, version, $"-i {end} -t go -C 1 --will-topic will/{end} --will-payload offline --will-qos 1 --will-retain");
            await broker.Observer.UntilAsync($"subscribed {end} go");
            if (end == "ended") broker.Broker.Publish(new OutgoingMessage { Topic = "go", Payload = new[] { (byte)'x' } });
            else device.Kill();
            await broker.Observer.UntilAsync($"disconnected {end} {(end == "ended" ? "ClientDisconnected" : "TransportClosed")}");
        }

        Assert.Equal(["will/killed offline"], await LinesAsync(watcher));
        Assert.Equal(1, broker.Broker.RetainedCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_retained_message_waits_for_them_until_one_empties_it(string version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        await RunAsync(Publisher, site, version, "-i p -t state -m on -q 1 -r");
        using Process subscriber = Start(Subscriber, site, version, "-i s -t # -q 1 -C 1 -F %t|%p|%q|%r");
        Assert.Equal(["state|on|1|1"], await LinesAsync(subscriber));
        await RunAsync(Publisher, site, version, "-i p -t state -n -q 1 -r");
        Assert.Equal(0, site.Broker.Broker.RetainedCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_session_is_resumed_with_what_came_meanwhile(string version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        string session = $"-c -i s -t t -q 2 {(version == "mqttv5" ? "-x 60" : "")}";
        using Process first = Start(Subscriber, site, version, $"{session} -C 1");
        await broker.Observer.UntilAsync("subscribed s t");
        broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = "0"u8.ToArray() });
        Assert.Equal(["0"], await LinesAsync(first));
        await broker.Observer.UntilAsync("disconnected s ClientDisconnected");
        for (int qos = 1; qos <= 2; qos++)
        {
            Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new[] { (byte)('0' + qos) }, Qos = (QualityOfService)qos }));
        }

        using Process second = Start(Subscriber, site, version, $"{session} -C 2");
        Assert.Equal(["1", "2"], await LinesAsync(second));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-1")]
    public async Task Three_share_what_a_fourth_publishes(string version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        List<Process> members = [];
        for (int i = 1; i <= 3; i++)
        {
            members.Add(Start(Subscriber, site, version, $"-q 1 -i m{i} -t $share/g/t/# -C 4 -W 30"));
            await site.Broker.Observer.UntilAsync($"subscribed m{i} $share/g/t/#");
        }

        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(1, site.Broker.Broker.Publish(new OutgoingMessage { Topic = "t/x", Payload = new[] { (byte)('a' + i) }, Qos = QualityOfService.AtLeastOnce }));
        }

        var heard = new List<string>();
        foreach (Process member in members)
        {
            string[] lines = await LinesAsync(member);
            Assert.Equal(4, lines.Length);
            heard.AddRange(lines);
            member.Dispose();
        }

        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{(char)('a' + i)}"), heard.Order());
    }

    [Fact]
    public async Task They_see_retained_messages_and_wills_of_our_client()
    {
        await using ForeignSite site = await StartAsync("tcp");
        TestBroker broker = site.Broker;
        TestClient device = await broker.ConnectAsync("dev", ProtocolVersion.V500, o => o with
        {
            Will = new Client.MqttWill { Topic = "dev/status", Payload = "offline"u8.ToArray(), Retain = true },
        });
        await device.PublishAsync("dev/status", "online", retain: true);
        using Process subscriber = Start(Subscriber, site, "mqttv5", "-i sub -t dev/# -v -C 2");
        Assert.Equal("dev/status online", await subscriber.StandardOutput.ReadLineAsync().Within("the retained message"));
        device.Mqtt.Abort();
        Assert.Equal("dev/status offline", await subscriber.StandardOutput.ReadLineAsync().Within("the will"));
    }

    private static async Task<ForeignSite> StartAsync(string transport)
    {
        Assert.SkipUnless(File.Exists(Publisher) && File.Exists(Subscriber), "mosquitto-clients are not installed");
        return await ForeignSite.StartAsync(transport);
    }

    private static Process Start(string program, ForeignSite site, string version, string arguments)
    {
        string tls = site.AuthorityFile is { } file ? $"--cafile {file}" : "";
        return Process.Start(new ProcessStartInfo(program, $"-h 127.0.0.1 -p {site.Port} -V {version} {tls} {arguments}") { RedirectStandardOutput = true })!;
    }

    private static async Task RunAsync(string program, ForeignSite site, string version, string arguments)
    {
        using Process run = Start(program, site, version, arguments);
        await run.WaitForExitAsync().Within(program);
        Assert.Equal(0, run.ExitCode);
    }

    private static async Task<string[]> LinesAsync(Process program) =>
        (await program.StandardOutput.ReadToEndAsync().Within("the program's end")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
