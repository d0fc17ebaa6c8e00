using System.Net;
using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Transport;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// An MQTT 3.1.1 and 5.0 broker. It owns sessions, subscriptions and retained messages in memory; connections are brought to it by
/// <see cref="MqttListener"/>; what happens to a publish is decided by the <see cref="IPublishSink"/>. Thread-safe.
/// </summary>
public sealed class MqttBroker : IAsyncDisposable
{
    private readonly BrokerParts _parts;
    private readonly Heartbeat _heartbeat;
    private long _lastConnectionId;

    /// <exception cref="ArgumentException">Options or limits are out of range; the message lists every error.</exception>
    public MqttBroker(
        BrokerOptions options,
        MqttLimits limits,
        IConnectAuthenticator authenticator,
        IPublishSink sink,
        ISubscribeAuthorizer subscribeAuthorizer,
        IBrokerObserver? observer,
        TimeProvider time,
        ILoggerFactory loggerFactory,
        BrokerStore? store = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggerFactory);
        string[] errors = [.. options.Errors(), .. limits.Errors()];
        if (errors.Length > 0) throw new ArgumentException(string.Join(Environment.NewLine, errors));
        var clock = new BrokerClock(time);
        var subscriptions = new SubscriptionTree();
        var retained = new RetainedMessages(limits, store?.Log);
        Metrics = new BrokerMetrics();
        _parts = new BrokerParts
        {
            Options = options,
            Limits = limits,
            Authenticator = authenticator,
            Sink = sink,
            SubscribeAuthorizer = subscribeAuthorizer,
            Observer = observer,
            Log = loggerFactory.CreateLogger<MqttBroker>(),
            Clock = clock,
            Metrics = Metrics,
            Subscriptions = subscriptions,
            Retained = retained,
            Store = store?.Log,
            QueueTotals = new QueueTotals(limits),
            Router = new Router(subscriptions, retained, Metrics),
            Connections = new ConnectionTable(limits, clock),
            Clients = new ClientTable(limits, clock),
            Linger = new Linger(limits, clock),
        };
        _parts.Sessions = new SessionTable(_parts);
        _parts.Wills = new WillSchedule(_parts);
        _parts.Status = new BrokerStatus(_parts);
        Metrics.Watch(_parts);
        if (store is not null)
        {
            store.Log.Attach(clock);
            new SessionRestore(_parts, store.Log).Restore(store.TakeImage());
        }

        _heartbeat = new Heartbeat(_parts, time);
    }

    public BrokerMetrics Metrics { get; }

    /// <summary>Open transport connections, those without CONNECT included.</summary>
    public int ConnectionCount => _parts.Connections.Count;

    /// <summary>Sessions, connected or waiting for their client.</summary>
    public int SessionCount => _parts.Sessions.Count;

    public int RetainedCount => _parts.Retained.Count;

    /// <summary>
    /// Publishes a message of the host's own; it does not pass the sink. Callable from any thread, never waits for a client.
    /// </summary>
    /// <returns>Number of sessions it was sent or queued to.</returns>
    public int Publish(OutgoingMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        byte[] topic = Encoding.UTF8.GetBytes(message.Topic);
        if (TopicName.Check(topic) != MalformedReason.None || topic.Length > ushort.MaxValue || topic.Contains((byte)0))
        {
            throw new ArgumentException($"'{message.Topic}' is not a topic name.", nameof(message));
        }

        var routed = new Message
        {
            Topic = topic,
            Payload = message.Payload,
            Qos = message.Qos,
            Retain = message.Retain,
            Tag = message.Tag,
            ExpiresAtMilliseconds = message.ExpirySeconds is { } seconds ? _parts.Clock.NowMilliseconds + (seconds * 1000L) : long.MaxValue,
        };
        // Whoever publishes again what its one receiver still waits for would have it delivered twice.
        bool isForOne = message.ClientId is not null && message.Qos != QualityOfService.AtMostOnce && !message.Retain;
        if (isForOne && _parts.Sessions.Find(message.ClientId!)?.TryAdopt(routed) == true) return 1;

        FlushBatch batch = FlushBatch.Current;
        int taken = _parts.Router.Route(routed, publisher: null, message.ClientId, batch);
        batch.Flush();
        return taken;
    }

    public bool IsConnected(string clientId) => _parts.Sessions.Find(clientId)?.IsConnected == true;

    /// <summary>Ends the client's connection; its will is published. False when it is not connected.</summary>
    public bool Disconnect(string clientId, ReasonCode reason)
    {
        BrokerConnection? owner = _parts.Sessions.Find(clientId)?.Owner;
        owner?.Close(reason);
        return owner is not null;
    }

    internal MqttLimits Limits => _parts.Limits;

    internal int PendingWillCount => _parts.Wills.Count;

    internal int AbsentSessionCount => _parts.Sessions.AbsentCount;

    /// <summary>False when there are as many connections as there may be: the one that came is to be closed unheard.</summary>
    internal bool HasRoom()
    {
        if (!_parts.Connections.IsFull) return true;
        Metrics.CountClose(CloseReason.TooManyConnections);
        return false;
    }

    /// <summary>Counts a connection from this address in; false when it may have no more now. Who is let in is served, or leaves.</summary>
    internal bool Admits(IPAddress address)
    {
        if (_parts.Connections.Addresses.TryConnect(address, out CloseReason refusal)) return true;
        Metrics.CountClose(refusal);
        return false;
    }

    /// <summary>A connection that was let in ended before it was served.</summary>
    internal void Left(IPAddress address) => _parts.Connections.Addresses.Disconnected(address);

    /// <summary>A connection has something to do before MQTT; it counts from here. Returns the time from which it has to say CONNECT.</summary>
    internal long BeginOpening()
    {
        _parts.Connections.BeginOpening();
        return _parts.Clock.NowMilliseconds;
    }

    internal void EndOpening() => _parts.Connections.EndOpening();

    /// <summary>Takes over a transport connection and serves it until it ends. Returns as soon as the connection waits for something.</summary>
    internal BrokerConnection Serve(IMqttTransport transport, long? openedAtMilliseconds = null)
    {
        var connection = new BrokerConnection(
            Interlocked.Increment(ref _lastConnectionId), transport, _parts, openedAtMilliseconds ?? _parts.Clock.NowMilliseconds);
        _parts.Connections.Add(connection);
        if (_parts.IsStopping) connection.Close(ReasonCode.ServerShuttingDown);
        _ = connection.RunAsync();
        return connection;
    }

    /// <summary>Ends every connection with DISCONNECT 0x8B, without wills, and completes when all are over.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _parts.IsStopping = true;
        List<Task> ends = [];
        foreach (BrokerConnection connection in _parts.Connections.All)
        {
            connection.RequestClose(CloseReason.ServerShuttingDown, ReasonCode.ServerShuttingDown);
            ends.Add(connection.Ended);
        }

        await Task.WhenAll(ends).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _heartbeat.DisposeAsync();
        Metrics.Dispose();
    }
}
