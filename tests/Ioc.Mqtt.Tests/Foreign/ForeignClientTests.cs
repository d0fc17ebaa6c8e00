using System.Text.Json.Nodes;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Tests.Conformance;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Foreign;

/// <summary>What devices do all day, done by a library that we did not write.</summary>
public abstract class ForeignClientTests(ForeignClient foreign)
{
    public static TheoryData<ProtocolVersion, string> Ways => new()
    {
        { ProtocolVersion.V311, "tcp" },
        { ProtocolVersion.V500, "tcp" },
        { ProtocolVersion.V311, "tls" },
        { ProtocolVersion.V500, "tls" },
        { ProtocolVersion.V311, "ws" },
        { ProtocolVersion.V500, "ws" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    [Clause(ProtocolVersion.V500, "MQTT-4.2.0-1")]
    [Clause(ProtocolVersion.V311, "MQTT-7.0.0-2", "MQTT-7.1.1-1")]
    public async Task Messages_go_both_ways_at_every_QoS(ProtocolVersion version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        await using ForeignProgram program = await ForeignProgram.StartAsync(foreign);
        await ConnectAsync(program, site, "a", version);
        JsonObject answer = await program.AskAsync("a", "subscribe", new JsonObject { ["filter"] = "t/+", ["qos"] = 2 });
        Assert.Equal(2, (int)answer["granted"]![0]!);
        for (int qos = 0; qos <= 2; qos++)
        {
            await PublishAsync(program, "a", "t/x", $"số {qos}", qos);
            Assert.Equal($"t/x số {qos} {qos}", await program.NextAsync("a"));
        }

        await program.AskAsync("a", "unsubscribe", new JsonObject { ["filter"] = "t/+" });
        Assert.Equal(0, broker.Broker.Publish(new OutgoingMessage { Topic = "t/x" }));
        await program.AskAsync("a", "end");
        await broker.Observer.UntilAsync("disconnected a ClientDisconnected");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_broken_connection_leaves_its_will_and_a_proper_end_does_not(ProtocolVersion version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        await using ForeignProgram program = await ForeignProgram.StartAsync(foreign);
        await ConnectAsync(program, site, "watcher", version);
        await program.AskAsync("watcher", "subscribe", new JsonObject { ["filter"] = "will/#", ["qos"] = 1 });
        foreach (string end in new[] { "end", "abort" })
        {
            var will = new JsonObject { ["topic"] = $"will/{end}", ["text"] = "offline", ["qos"] = 1, ["retain"] = true };
            await ConnectAsync(program, site, end, version, will: will);
            await program.AskAsync(end, end);
            await broker.Observer.UntilAsync($"disconnected {end} {(end == "end" ? "ClientDisconnected" : "TransportClosed")}");
        }

        Assert.Equal("will/abort offline 1", await program.NextAsync("watcher"));
        Assert.Equal(1, broker.Broker.RetainedCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_retained_message_waits_for_who_subscribes_until_it_is_emptied(ProtocolVersion version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        await using ForeignProgram program = await ForeignProgram.StartAsync(foreign);
        await ConnectAsync(program, site, "a", version);
        await PublishAsync(program, "a", "state", "on", qos: 1, retain: true);
        await program.AskAsync("a", "subscribe", new JsonObject { ["filter"] = "#", ["qos"] = 1 });
        Assert.Equal("state on 1 retained", await program.NextAsync("a"));
        await PublishAsync(program, "a", "state", "", qos: 1, retain: true);
        Assert.Equal("state  1", await program.NextAsync("a"));
        Assert.Equal(0, broker.Broker.RetainedCount);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_session_is_resumed_with_what_came_meanwhile(ProtocolVersion version, string transport)
    {
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        await using ForeignProgram program = await ForeignProgram.StartAsync(foreign);
        Assert.False(await ConnectAsync(program, site, "a", version, clean: false));
        await program.AskAsync("a", "subscribe", new JsonObject { ["filter"] = "t", ["qos"] = 2 });
        await program.AskAsync("a", "end");
        await broker.Observer.UntilAsync("disconnected a ClientDisconnected");
        for (int qos = 1; qos <= 2; qos++)
        {
            Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new[] { (byte)('0' + qos) }, Qos = (QualityOfService)qos }));
        }

        Assert.True(await ConnectAsync(program, site, "a", version, clean: false));
        Assert.Equal("t 1 1", await program.NextAsync("a"));
        Assert.Equal("t 2 2", await program.NextAsync("a"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    [Clause(ProtocolVersion.V500, "MQTT-4.8.2-1")]
    public async Task Shared_subscribers_divide_the_messages_among_them(ProtocolVersion version, string transport)
    {
        const int Count = 20;
        await using ForeignSite site = await StartAsync(transport);
        TestBroker broker = site.Broker;
        await using ForeignProgram program = await ForeignProgram.StartAsync(foreign);
        string[] members = ["one", "two"];
        foreach (string member in members)
        {
            await ConnectAsync(program, site, member, version);
            await program.AskAsync(member, "subscribe", new JsonObject { ["filter"] = "$share/g/t", ["qos"] = 1 });
        }

        for (int i = 0; i < Count; i++) Assert.Equal(1, broker.Broker.Publish(new OutgoingMessage { Topic = "t", Payload = new[] { (byte)('a' + i) }, Qos = QualityOfService.AtLeastOnce }));
        await Patience.UntilAsync(() => members.Sum(program.Count) >= Count, "every message");
        var heard = new HashSet<string>();
        foreach (string member in members)
        {
            Assert.NotEqual(0, program.Count(member));
            while (program.Count(member) > 0) Assert.True(heard.Add(await program.NextAsync(member)));
        }

        Assert.Equal(Count, heard.Count);
    }

    private static Task<JsonObject> PublishAsync(ForeignProgram program, string client, string topic, string text, int qos, bool retain = false) =>
        program.AskAsync(client, "publish", new JsonObject { ["topic"] = topic, ["text"] = text, ["qos"] = qos, ["retain"] = retain });

    private async Task<ForeignSite> StartAsync(string transport)
    {
        if (foreign.Missing() is { } missing) Assert.Skip(missing);
        return await ForeignSite.StartAsync(transport);
    }

    /// <returns>Whether there was a session.</returns>
    private static async Task<bool> ConnectAsync(
        ForeignProgram program, ForeignSite site, string client, ProtocolVersion version, bool clean = true, JsonObject? will = null)
    {
        JsonObject answer = await program.AskAsync(client, "connect", new JsonObject
        {
            ["port"] = site.Port,
            ["version"] = (int)version,
            ["transport"] = site.Transport,
            ["ca"] = site.AuthorityFile,
            ["clean"] = clean,
            ["expiry"] = clean ? 0 : 60,
            ["will"] = will,
        });
        return answer["sessionPresent"]!.GetValue<bool>();
    }
}
