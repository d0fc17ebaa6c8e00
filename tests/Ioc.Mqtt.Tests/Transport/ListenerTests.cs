using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class ListenerTests
{
    [Theory]
    [InlineData("::1", "::1")]
    [InlineData("::", "::1")]
    [InlineData("::", "127.0.0.1")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    public async Task It_listens_on_both_families(string listen, string host)
    {
        await using TestBroker broker = await TestBroker.StartAsync(endpoint: new MqttEndpoint { Address = IPAddress.Parse(listen), Port = 0 });
        TestClient client = await broker.ConnectAsync("a", with: options => options with { Host = host });
        Assert.True(client.Result.IsAccepted);
    }

    [Fact]
    public async Task It_listens_on_several_addresses_and_tells_their_ports()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        MqttEndpoint[] endpoints = [new() { Address = IPAddress.Loopback, Port = 0 }, new() { Address = IPAddress.IPv6Loopback, Port = 0 }];
        await using var listener = new MqttListener(broker.Broker, endpoints, broker.Clock, broker.Log);
        listener.Start();
        foreach (IPEndPoint endPoint in listener.EndPoints)
        {
            TestClient client = await broker.ConnectAsync(
                $"at {endPoint}", with: options => options with { Host = endPoint.Address.ToString(), Port = endPoint.Port });
            Assert.True(client.Result.IsAccepted);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_one_message_and_nothing_is_left_listening()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        MqttEndpoint[] endpoints = [new() { Address = IPAddress.Loopback, Port = 0 }, new() { Address = IPAddress.Loopback, Port = broker.Port }];
        await using var listener = new MqttListener(broker.Broker, endpoints, broker.Clock, broker.Log);
        IOException fault = Assert.Throws<IOException>(listener.Start);
        Assert.Equal($"Can't listen for MQTT on 127.0.0.1:{broker.Port}: another program listens there.", fault.Message);
        Assert.Empty(listener.EndPoints);
    }

    [Fact]
    public async Task One_byte_at_a_time_does_not_keep_a_client_alive()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a", keepAliveSeconds: 10);
        byte[] packet = client.Bytes(new PublishPacket { Topic = "t", Payload = new byte[100] });
        for (int i = 0; i < 3; i++)
        {
            await client.SendAsync([packet[i]]);
            broker.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        broker.Clock.Advance(TimeSpan.FromSeconds(2));
        await client.ReadDisconnectAsync(ReasonCode.KeepAliveTimeout);
    }

    [Fact]
    public async Task Who_never_closes_after_being_cut_is_aborted()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        RawClient client = await broker.ConnectRawAsync("a");
        await client.SendAsync(0x00, 0x00);
        await client.ReadAsync<DisconnectPacket>();
        await broker.Observer.UntilAsync("disconnected a Malformed");
        // Our end is closed, the client's is not: what it still says is thrown away until the linger is over.
        await client.SendAsync(new byte[1_000]);
        broker.Clock.Advance(TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            for (int i = 0; i < 50; i++)
            {
                await client.SendAsync(0);
                await Task.Yield();
            }
        });
    }

    [Fact]
    public async Task A_thousand_connections_that_say_nothing_are_cut_in_time_and_leave_nothing()
    {
        await using TestBroker broker = await TestBroker.StartAsync();
        var clients = new List<RawClient>();
        for (int i = 0; i < 1_000; i++)
        {
            RawClient client = await broker.OpenAsync();
            if (i % 2 == 0) await client.SendAsync(0x10, 0x0C, 0, 4);
            clients.Add(client);
        }

        await Patience.UntilAsync(() => broker.Broker.ConnectionCount >= clients.Count, "the connections");
        broker.Clock.Advance(TimeSpan.FromSeconds(11));
        foreach (RawClient client in clients) await client.ReadEndAsync();
        await Patience.UntilAsync(() => broker.Broker.ConnectionCount <= 0, "all to be gone");
        Assert.Equal(clients.Count, broker.Broker.Metrics.Closes(CloseReason.ConnectTimeout));
    }
}
