using System.Net.Sockets;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>
/// One MQTT connection over TCP, for one <see cref="ConnectAsync"/>. Thread-safe. Light enough for thousands in one process: a socket,
/// one read waiting without a buffer, one timer; no thread.
/// </summary>
public sealed class MqttClient(TimeProvider? time = null) : IAsyncDisposable
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly TaskCompletionSource<MqttClientClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientConnection? _connection;

    /// <summary>Completes when the connection is over, however it ended.</summary>
    public Task<MqttClientClosed> Closed => _closed.Task;

    public bool IsConnected => _connection is { IsAccepted: true } && !_closed.Task.IsCompleted;

    /// <summary>QoS 1 and 2 publishes not yet acknowledged.</summary>
    public int Inflight => _connection?.Pending.Publishes ?? 0;

    /// <summary>Connects and waits for CONNACK. A refusal is a result; no network, or no answer in time, is an exception.</summary>
    public async Task<MqttConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_connection is not null) throw new InvalidOperationException("An MqttClient connects once; make another one to reconnect.");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.ConnectTimeoutSeconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, either.Token);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _connection = new ClientConnection(this, options, new NetworkStream(socket, ownsSocket: true), _time, _closed);
        return await _connection.StartAsync(either.Token);
    }

    /// <summary>
    /// Publishes and completes when the broker has acknowledged (QoS 0: when it is written). Waits while the in-flight window is full.
    /// </summary>
    /// <exception cref="IOException">The connection ended first.</exception>
    public async ValueTask<ReasonCode> PublishAsync(
        string topic,
        ReadOnlyMemory<byte> payload,
        QualityOfService qos = QualityOfService.AtLeastOnce,
        bool retain = false,
        uint? expirySeconds = null,
        CancellationToken cancellationToken = default)
    {
        ClientConnection connection = Connected();
        if (qos == QualityOfService.AtMostOnce)
        {
            connection.Publish(topic, payload.Span, qos, retain, expirySeconds, packetId: 0, flush: true);
            return ReasonCode.Success;
        }

        var acknowledged = new TaskCompletionSource<ReasonCode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var operation = new PendingOperation(PacketType.Publish, qos, acknowledged, null);
        ushort packetId;
        while (!connection.Pending.TryAddPublish(operation, out packetId))
        {
            Connected();
            await connection.Pending.WaitForRoomAsync().WaitAsync(cancellationToken);
        }

        connection.Publish(topic, payload.Span, qos, retain, expirySeconds, packetId, flush: true);
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
            && !connection.Pending.TryAddPublish(new PendingOperation(PacketType.Publish, qos, acknowledged, state), out packetId))
        {
            return false;
        }

        connection.Publish(topic, payload, qos, retain, expirySeconds: null, packetId, flush);
        return true;
    }

    /// <summary>Sends what <see cref="TryPublish"/> left unsent.</summary>
    public void Flush() => _connection?.Output.Flush();

    /// <summary>Subscribes to one filter; the answer is the granted QoS or a failure.</summary>
    public async Task<ReasonCode> SubscribeAsync(
        string filter, QualityOfService qos = QualityOfService.AtLeastOnce, CancellationToken cancellationToken = default) =>
        (await SubscribeAsync([new MqttSubscription(filter, qos)], cancellationToken))[0];

    /// <summary>Subscribes to several filters in one packet; one answer for each.</summary>
    public async Task<IReadOnlyList<ReasonCode>> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subscriptions);
        SubscribeEntry[] entries = [.. subscriptions.Select(s => s.ToEntry())];
        return await AskAsync(PacketType.Subscribe, id => new SubscribePacket { PacketId = id, Entries = entries }, cancellationToken);
    }

    /// <summary>In 3.1.1 the answer is empty: UNSUBACK carries none.</summary>
    public Task<IReadOnlyList<ReasonCode>> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken = default) =>
        AskAsync(PacketType.Unsubscribe, id => new UnsubscribePacket { PacketId = id, Filters = filters }, cancellationToken);

    /// <summary>Acknowledges a message under <see cref="MqttClientOptions.AcknowledgesManually"/>; nothing happens for QoS 0.</summary>
    public void Acknowledge(MqttMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _connection?.Acknowledge(message.Qos, message.PacketId, flush: true);
    }

    /// <summary>
    /// Sends DISCONNECT and closes; the broker drops the will, unless the reason is <see cref="ReasonCode.DisconnectWithWill"/> (5.0).
    /// </summary>
    public async Task DisconnectAsync(ReasonCode reason = ReasonCode.Success)
    {
        if (_connection is not { } connection) return;
        connection.Disconnect(reason);
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

    private async Task<IReadOnlyList<ReasonCode>> AskAsync(PacketType type, Func<ushort, Packet> packet, CancellationToken cancellationToken)
    {
        ClientConnection connection = Connected();
        var answered = new TaskCompletionSource<IReadOnlyList<ReasonCode>>(TaskCreationOptions.RunContinuationsAsynchronously);
        ushort? packetId = connection.Pending.Add(new PendingOperation(type, QualityOfService.AtMostOnce, answered, null));
        if (packetId is not { } id) throw NotConnected();
        connection.Send(packet(id));
        return await answered.Task.WaitAsync(cancellationToken);
    }

    private ClientConnection Connected() => IsConnected ? _connection! : throw NotConnected();

    private static IOException NotConnected() => new("The MQTT client is not connected.");
}
