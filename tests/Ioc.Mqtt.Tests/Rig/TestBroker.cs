using System.Net;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>The broker behind its real listener on a port of its own; a test that leaves alarms in the log fails.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _clients = [];
    private MqttListener? _listener;

    private TestBroker(MqttBroker broker) => Broker = broker;

    public MqttBroker Broker { get; }

    public required FakeClock Clock { get; init; }

    public required TestSink Sink { get; init; }

    public required TestGate Gate { get; init; }

    public required TestObserver Observer { get; init; }

    public required RecordingLog Log { get; init; }

    public int Port { get; private set; }

    public static Task<TestBroker> StartAsync(MqttLimits? limits = null, BrokerOptions? options = null, BrokerStore? store = null, FakeClock? clock = null, MqttEndpoint? endpoint = null)
    {
        TestBroker broker = WithoutNetwork(limits, options, store, clock);
        var listener = new MqttListener(broker.Broker, [endpoint ?? new MqttEndpoint { Address = IPAddress.Loopback, Port = 0 }], broker.Clock, broker.Log);
        listener.Start();
        broker._listener = listener;
        broker.Port = listener.EndPoints[0].Port;
        return Task.FromResult(broker);
    }

    /// <summary>For connections without sockets: <see cref="PipeConnection"/>.</summary>
    public static TestBroker WithoutNetwork(MqttLimits? limits = null, BrokerOptions? options = null, BrokerStore? store = null, FakeClock? clock = null)
    {
        clock ??= new FakeClock();
        var sink = new TestSink();
        var gate = new TestGate();
        var observer = new TestObserver();
        var log = new RecordingLog();
        return new TestBroker(new MqttBroker(options ?? new BrokerOptions(), limits ?? new MqttLimits(), gate, sink, gate, observer, clock, log, store))
        {
            Clock = clock,
            Sink = sink,
            Gate = gate,
            Observer = observer,
            Log = log,
        };
    }

    /// <summary>A connection without CONNECT.</summary>
    public async Task<RawClient> OpenAsync(ProtocolVersion version = ProtocolVersion.V500, IPAddress? from = null)
    {
        RawClient client = await RawClient.OpenAsync(Port, version, from);
        _clients.Add(client);
        return client;
    }

    /// <summary>A connection that was let in.</summary>
    public async Task<RawClient> ConnectRawAsync(
        string clientId = "raw",
        ProtocolVersion version = ProtocolVersion.V500,
        bool cleanStart = true,
        ushort keepAliveSeconds = 0,
        WillMessage? will = null,
        PropertySet? properties = null)
    {
        RawClient client = await OpenAsync(version);
        await client.SendAsync(new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = cleanStart,
            KeepAliveSeconds = keepAliveSeconds,
            Will = will,
            Properties = properties,
        });
        client.ConnAck = Assert.IsType<ConnAckPacket>(await client.ReadAsync());
        Assert.Equal(ReasonCode.Success, client.ConnAck.Reason);
        return client;
    }

    public async Task<TestClient> ConnectAsync(
        string clientId = "client", ProtocolVersion version = ProtocolVersion.V500, Func<MqttClientOptions, MqttClientOptions>? with = null)
    {
        TestClient client = await TestClient.ConnectAsync(Port, clientId, version, Clock, with);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable client in _clients) await client.DisposeAsync();
        await Broker.StopAsync().Within("the broker to stop");
        if (_listener is not null) await _listener.DisposeAsync();
        await Broker.DisposeAsync();
        Assert.Empty(Log.Alarms);
    }
}
