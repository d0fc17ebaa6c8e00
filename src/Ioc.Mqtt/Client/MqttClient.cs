using System.Diagnostics.CodeAnalysis;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>
/// One MQTT connection, for one <see cref="ConnectAsync"/>; <see cref="MqttLink"/> stands on it and reconnects. Thread-safe. Light enough for
/// thousands in one process: a socket, one read waiting without a buffer, one timer; no thread.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ClientSession _session;
    private readonly TaskCompletionSource<MqttClientClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientConnection? _connection;

    public MqttClient(TimeProvider? time = null)
        : this(time ?? TimeProvider.System, new ClientSession())
    {
    }

    /// <summary>One connection of a session that outlives it.</summary>
    internal MqttClient(TimeProvider time, ClientSession session) => (_time, _session) = (time, session);

    /// <summary>Completes when the connection is over, however it ended.</summary>
    public Task<MqttClientClosed> Closed => _closed.Task;

    public bool IsConnected => _connection is { IsAccepted: true } && !_closed.Task.IsCompleted;

    /// <summary>QoS 1 and 2 publishes not yet acknowledged.</summary>
    public int Inflight => _session.Pending.Publishes;

    /// <summary>Ends after the last message that the handler was given.</summary>
    internal Task Reading => _connection?.Reading ?? Task.CompletedTask;

    /// <summary>Connects and waits for CONNACK. A refusal is a result; no network, or no answer in time, is an exception.</summary>
    public async Task<MqttConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_connection is not null) throw new InvalidOperationException("An MqttClient connects once; make another one to reconnect.");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Limits.ConnectTimeoutSeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        ClientStream stream = await ClientStream.OpenAsync(options, either.Token);
        _connection = new ClientConnection(this, options, stream, _session, _time, _closed);
        return await _connection.StartAsync(either.Token);
    }

    /// <summary>
    /// Publishes and completes when the broker has acknowledged (QoS 0: when it is written). Waits while the in-flight window is full.
    /// </summary>
    /// <exception cref="IOException">The connection ended first.</exception>
    public ValueTask<ReasonCode> PublishAsync(
        string topic,
        ReadOnlyMemory<byte> payload,
        QualityOfService qos = QualityOfService.AtLeastOnce,
        bool retain = false,
        uint? expirySeconds = null,
        CancellationToken cancellationToken = default) =>
        PublishAsync(new MqttMessage { Topic = topic, Payload = payload, Qos = qos, Retain = retain, ExpirySeconds = expirySeconds }, cancellationToken);

    /// <summary>
    /// As the other one, with everything a message can say. What the broker does not allow is answered here and not sent: QoS (0x9B),
    /// retaining (0x9A), size (0x95).
    /// </summary>
    /// <exception cref="IOException">The connection ended first.</exception>
    /// <exception cref="ArgumentException">MQTT can't say this: a topic with wildcards, for example.</exception>
    public async ValueTask<ReasonCode> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        MessageProperties.Check(message);
        ClientConnection connection = Connected();
        byte[] properties = MessageProperties.Encode(message);
        if (message.Qos == QualityOfService.AtMostOnce) return Write(connection, message, properties, packetId: 0);

        var acknowledged = new TaskCompletionSource<ReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var operation = new PendingOperation(PacketType.Publish, message.Qos, acknowledged, null);
        ushort packetId;
        while (!connection.Session.Pending.TryAddPublish(operation, out packetId))
        {
            Connected();
            await connection.Session.Pending.WaitForRoomAsync(cancellationToken);
        }

        ReasonCode allowed = Write(connection, message, properties, packetId);
        if (allowed != ReasonCode.Success && connection.Session.Pending.TryTake(packetId, PacketType.Publish, message.Qos, out _)) return allowed;
        return await acknowledged.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Publishes without waiting and without garbage. False when the in-flight window is full or the connection is over. The callback runs on
    /// the read loop with the broker's answer, or with <see cref="ReasonCode.ServerUnavailable"/> when the connection ends first.
    /// Without <paramref name="flush"/> the packet goes out with the next <see cref="Flush"/> or when 32 KiB have gathered.
    /// </summary>
    public bool TryPublish(
        string topic,
        ReadOnlySpan<byte> payload,
        QualityOfService qos,
        bool retain = false,
        Action<object?, ReasonCode>? acknowledged = null,
        object? state = null,
        bool flush = true)
    {
        if (_connection is not { } connection || !IsConnected) return false;
        ushort packetId = 0;
        if (qos != QualityOfService.AtMostOnce
            && !connection.Session.Pending.TryAddPublish(new PendingOperation(PacketType.Publish, qos, acknowledged, state), out packetId))
        {
            return false;
        }

        var parts = new PublishParts { Payload = payload, Qos = qos, Retain = retain, PacketId = packetId };
        ReasonCode allowed = connection.Publish(topic, parts, flush);
        if (allowed != ReasonCode.Success && connection.Session.Pending.TryTake(packetId, PacketType.Publish, qos, out PendingOperation refused))
        {
            refused.Complete(allowed);
        }

        return true;
    }

    /// <summary>Sends what was left unsent.</summary>
    public void Flush() => _connection?.Output.Flush();

    /// <summary>Subscribes to one filter; the answer is the granted QoS or a failure.</summary>
    public async Task<ReasonCode> SubscribeAsync(
        string filter, QualityOfService qos = QualityOfService.AtLeastOnce, CancellationToken cancellationToken = default) =>
        (await SubscribeAsync([new MqttSubscription(filter, qos)], cancellationToken))[0];

    /// <summary>Subscribes to several filters in one packet; one answer for each.</summary>
    /// <exception cref="ArgumentException">They have different identifiers: SUBSCRIBE carries one.</exception>
    public async Task<IReadOnlyList<ReasonCode>> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        SubscribeEntry[] entries = [.. subscriptions.Select(s => s.ToEntry())];
        uint? identifier = subscriptions.Count == 0 ? null : subscriptions[0].Identifier;
        if (subscriptions.Any(s => s.Identifier != identifier)) throw new ArgumentException("One SUBSCRIBE carries one identifier.", nameof(subscriptions));
        PropertySet? properties = null;
        if (identifier is { } number) (properties = new PropertySet()).SubscriptionIdentifiers.Add(number);
        return await AskAsync(
            PacketType.Subscribe, id => new SubscribePacket { PacketId = id, Entries = entries, Properties = properties }, cancellationToken);
    }

    /// <summary>In 3.1.1 the answer is empty: UNSUBACK carries none.</summary>
    public Task<IReadOnlyList<ReasonCode>> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken = default) =>
        AskAsync(PacketType.Unsubscribe, id => new UnsubscribePacket { PacketId = id, Filters = filters }, cancellationToken);

    /// <summary>
    /// Acknowledges a message under <see cref="MqttClientOptions.AcknowledgesManually"/>. Nothing happens for QoS 0, the second time, and for a
    /// message of another connection.
    /// </summary>
    /// <param name="message">As it was received.</param>
    /// <param name="flush">False: goes out with the next <see cref="Flush"/>.</param>
    public void Acknowledge(MqttMessage message, bool flush = true)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Source is { } source && source == _connection) source.Acknowledge(message, flush);
    }

    /// <summary>
    /// Sends DISCONNECT and closes; the broker drops the will, unless the reason is <see cref="ReasonCode.DisconnectWithWill"/> (5.0).
    /// </summary>
    public async Task DisconnectAsync(ReasonCode reason = ReasonCode.Success)
    {
        if (_connection is not { } connection) return;
        await connection.DisconnectAsync(reason);
        await Closed;
    }

    /// <summary>Drops the connection as a failing network would: no DISCONNECT, the will goes out.</summary>
    public void Abort() => _connection?.Close(ClientCloseReason.Aborted, ReasonCode.Success);

    public async ValueTask DisposeAsync()
    {
        if (_connection is null) return;
        Abort();
        await Closed;
    }

    /// <summary>Sends a message that is kept, again under its old identifier where it has one. False: no room in the window.</summary>
    internal bool TrySend(KeptPublish kept, uint? expirySeconds, [NotNullWhen(true)] out ReasonCode? allowed)
    {
        allowed = null;
        MqttMessage message = kept.Message;
        bool again = kept.PacketId > 0;
        ushort packetId = 0;
        if (message.Qos != QualityOfService.AtMostOnce
            && !_session.Pending.TryAddPublish(new PendingOperation(PacketType.Publish, message.Qos, kept, null), out packetId))
        {
            return false;
        }

        allowed = Write(_connection!, message with { Duplicate = again, ExpirySeconds = expirySeconds }, kept.Properties, packetId, flush: false);
        if (allowed != ReasonCode.Success) _session.Pending.TryTake(packetId, PacketType.Publish, message.Qos, out _);
        return true;
    }

    /// <summary>Repeats PUBREL after a reconnect [MQTT-4.4.0-1].</summary>
    internal void Release(KeptPublish kept) => _connection!.WriteAck(PacketType.PubRel, kept.PacketId, ReasonCode.Success, flush: false);

    private static ReasonCode Write(ClientConnection connection, MqttMessage message, byte[] properties, ushort packetId, bool flush = true)
    {
        bool v5 = connection.Options.Version == ProtocolVersion.V500;
        var parts = new PublishParts
        {
            Payload = message.Payload.Span,
            Properties = v5 ? properties : [],
            ExpirySeconds = message.ExpirySeconds,
            Qos = message.Qos,
            Retain = message.Retain,
            Duplicate = message.Duplicate && packetId > 0,
            PacketId = packetId,
        };
        return connection.Publish(message.Topic, parts, flush);
    }

    private async Task<IReadOnlyList<ReasonCode>> AskAsync(PacketType type, Func<ushort, Packet> packet, CancellationToken cancellationToken)
    {
        ClientConnection connection = Connected();
        var answered = new TaskCompletionSource<IReadOnlyList<ReasonCode>>(TaskCreationOptions.RunContinuationsAsynchronously);
        ushort? packetId = connection.Session.Pending.Add(new PendingOperation(type, QualityOfService.AtMostOnce, answered, null));
        if (packetId is not { } id) throw NotConnected();
        connection.Send(packet(id));
        return await answered.Task.WaitAsync(cancellationToken);
    }

    private ClientConnection Connected() => IsConnected ? _connection! : throw NotConnected();

    private static IOException NotConnected() => new("The MQTT client is not connected.");
}
