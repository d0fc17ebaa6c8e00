using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Client;

/// <summary>One client connection: the read loop, what may be written, and an end for one reason. What packets mean is <see cref="IncomingPackets"/>'s.</summary>
internal sealed class ClientConnection : IOutputOwner
{
    /// <summary>Topics up to this length are encoded on the stack.</summary>
    private const int StackTopicBytesMax = 256;

    /// <summary>Topic Alias: its identifier and two bytes.</summary>
    private const int AliasBytes = 3;

    private readonly MqttClient _client;
    private readonly ClientStream _stream;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<MqttClientClosed> _closed;
    private readonly TaskCompletionSource<MqttConnectResult> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KeepAlive _keepAlive;
    private readonly IncomingPackets _incoming;
    private readonly PipeReader _input;
    private ServerLimits _server = ServerLimits.Of(null);
    private SentAliases? _aliases;
    private int _ending;

    // Written inside Output.Gate: after DISCONNECT nothing may be sent [MQTT-3.14.4-2].
    private bool _leaving;
    private ReasonCode _leavingWith;

    public ClientConnection(
        MqttClient client,
        MqttClientOptions options,
        ClientStream stream,
        ClientSession session,
        TimeProvider time,
        TaskCompletionSource<MqttClientClosed> closed)
    {
        _client = client;
        Options = options;
        _stream = stream;
        Session = session;
        _time = time;
        _closed = closed;
        _keepAlive = new KeepAlive(this);
        _incoming = new IncomingPackets(this);
        _input = PipeReader.Create(stream.Bytes, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: stream.WaitsWithoutBuffer));
        Output = new OutputBuffer(new StreamOutput(stream.Bytes), options.Limits.WriteBufferBytesMax, this);
    }

    public MqttClientOptions Options { get; }

    public ClientSession Session { get; }

    public OutputBuffer Output { get; }

    public bool IsAccepted { get; private set; }

    /// <summary>Ends after the last message that the handler was given.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    public async Task<MqttConnectResult> StartAsync(CancellationToken cancellationToken)
    {
        Send(Connect.PacketOf(Options));
        Reading = ReadAsync();
        try
        {
            return await _connected.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Close(ClientCloseReason.RefusedAtConnect, ReasonCode.ServerUnavailable);
            throw;
        }
    }

    public void Send(Packet packet)
    {
        byte[] bytes = PacketEncoder.Encode(packet, Options.Version);
        lock (Output.Gate)
        {
            if (_leaving) return;
            Output.Write_NeedsLock(bytes);
            Output.Flush_NeedsLock();
        }

        _keepAlive.Sent();
    }

    public void Ping() => Send(new PingPacket(PacketType.PingReq));

    /// <summary>Fills in topic and version and writes. Anything but success: the broker does not allow it, and nothing was sent.</summary>
    public ReasonCode Publish(string topic, in PublishParts given, bool flush)
    {
        scoped PublishParts parts = given;
        int topicBytes = Encoding.UTF8.GetByteCount(topic);
        Span<byte> encoded = topicBytes <= StackTopicBytesMax ? stackalloc byte[StackTopicBytesMax] : new byte[topicBytes];
        Encoding.UTF8.GetBytes(topic, encoded);
        parts.Version = Options.Version;
        parts.Topic = encoded[..topicBytes];
        ReasonCode allowed = _server.Check(parts.Qos, parts.Retain, PublishEncoder.PacketBytes(parts));
        if (allowed != ReasonCode.Success) return allowed;
        lock (Output.Gate)
        {
            if (_leaving) return ReasonCode.Success;
            if (_aliases?.For(topic, out bool isKnown) is { } alias and > 0)
            {
                Span<byte> properties = parts.Properties.Length <= StackTopicBytesMax
                    ? stackalloc byte[StackTopicBytesMax + AliasBytes]
                    : new byte[parts.Properties.Length + AliasBytes];
                properties[0] = (byte)PropertyId.TopicAlias;
                BinaryPrimitives.WriteUInt16BigEndian(properties[1..], alias);
                parts.Properties.CopyTo(properties[AliasBytes..]);
                parts.Properties = properties[..(AliasBytes + parts.Properties.Length)];
                if (isKnown) parts.Topic = default;
            }

            PublishEncoder.Write_NeedsLock(Output, parts);
            if (flush) Output.Flush_NeedsLock();
        }

        _keepAlive.Sent();
        return ReasonCode.Success;
    }

    /// <summary>PUBACK or PUBREC, once for each message and only on the connection it came on.</summary>
    public void Acknowledge(MqttMessage message, bool flush)
    {
        if (message.Qos == QualityOfService.AtMostOnce || Output.IsClosed || !message.TryAcknowledge()) return;
        if (message.Qos == QualityOfService.AtLeastOnce)
        {
            _incoming.Settled();
            WriteAck(PacketType.PubAck, message.PacketId, ReasonCode.Success, flush);
            return;
        }

        Session.Received.Answered(message.PacketId);
        WriteAck(PacketType.PubRec, message.PacketId, ReasonCode.Success, flush);
    }

    public void WriteAck(PacketType type, ushort packetId, ReasonCode reason, bool flush)
    {
        lock (Output.Gate)
        {
            if (_leaving) return;
            AckEncoder.Write_NeedsLock(Output, type, packetId, reason, Options.Version);
            if (flush) Output.Flush_NeedsLock();
        }

        _keepAlive.Sent();
    }

    /// <summary>
    /// DISCONNECT, then the broker closes. Closing first, with bytes of the broker's unread, would reset the connection and could take our
    /// DISCONNECT with it: the broker would publish the will of a client that said goodbye.
    /// </summary>
    public async Task DisconnectAsync(ReasonCode reason)
    {
        Leave(reason);
        try
        {
            await _closed.Task.WaitAsync(TimeSpan.FromSeconds(Options.Limits.CloseLingerSeconds), _time);
        }
        catch (TimeoutException)
        {
            Close(ClientCloseReason.Disconnected, reason);
        }
    }

    /// <summary>CONNACK came.</summary>
    public void Accept(ConnAckPacket connAck)
    {
        MqttConnectResult result = Connect.ResultOf(connAck, Options);
        if (!result.IsAccepted)
        {
            _connected.TrySetResult(result);
            Close(ClientCloseReason.RefusedAtConnect, connAck.Reason);
            return;
        }

        // [MQTT-3.2.2-4]: a broker that goes on with what we asked it to forget would mix two sessions.
        if (result.SessionPresent && Options.CleanStart)
        {
            Fail(ReasonCode.ProtocolError);
            return;
        }

        _server = ServerLimits.Of(connAck.Properties);
        int aliases = Math.Min(_server.TopicAliasMax, Options.Limits.TopicAliasesUsedMax);
        if (aliases > 0) _aliases = new SentAliases(aliases);
        Session.Resume(result.SessionPresent, Math.Min(Options.Limits.InflightMax, connAck.Properties?.ReceiveMaximum ?? ushort.MaxValue));
        IsAccepted = true;
        if (result.KeepAliveSeconds > 0)
        {
            _keepAlive.Start(_time, result.KeepAliveSeconds);
            // Close may have come in between and missed the timer.
            if (Volatile.Read(ref _ending) != 0) _keepAlive.Stop();
        }

        _connected.TrySetResult(result);
    }

    /// <summary>The broker broke the protocol: it is told why (5.0), and the connection ends.</summary>
    public void Fail(ReasonCode code)
    {
        if (IsAccepted && Options.Version == ProtocolVersion.V500) Send(new DisconnectPacket { Reason = code });
        Close(ClientCloseReason.ProtocolError, code);
    }

    /// <summary>Ends the connection; the first reason counts.</summary>
    public void Close(ClientCloseReason reason, ReasonCode code, string? detail = null)
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0) return;
        Output.Close();
        if (_leaving) (reason, code) = (ClientCloseReason.Disconnected, _leavingWith);
        _keepAlive.Stop();
        // Not every stream ends a read that is under way when it is disposed.
        _input.CancelPendingRead();
        _stream.Connection.Dispose();
        Session.Pending.Close();
        _connected.TrySetException(new IOException($"The MQTT connection ended before CONNACK: {reason}."));
        _closed.TrySetResult(new MqttClientClosed(reason, code) { Detail = detail });
    }

    public void OutputOverflowed() => Close(ClientCloseReason.SlowReader, ReasonCode.QuotaExceeded);

    public void OutputDrained()
    {
        // Nothing waits outside the output on this side.
    }

    public void OutputCompleted()
    {
        // The client closes its stream itself.
    }

    public void OutputBroken() => Close(ClientCloseReason.TransportClosed, ReasonCode.Success);

    private void Leave(ReasonCode reason)
    {
        byte[] bytes = PacketEncoder.Encode(new DisconnectPacket { Reason = reason }, Options.Version);
        lock (Output.Gate)
        {
            if (_leaving) return;
            Output.Write_NeedsLock(bytes);
            Output.Flush_NeedsLock();
            _leavingWith = reason;
            _leaving = true;
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                ReadResult result = await _input.ReadAsync();
                _keepAlive.Received();
                ReadOnlySequence<byte> buffer = result.Buffer;
                while (_incoming.TryHandleNext(ref buffer, out MqttMessage? message))
                {
                    if (message is not null && !await TryDeliverAsync(message)) break;
                }

                Output.Flush();
                _incoming.ReleaseBuffer();
                _input.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted || Volatile.Read(ref _ending) != 0) break;
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // The stream was closed under the read, by the peer or by Close.
        }

        await _input.CompleteAsync();
        Close(ClientCloseReason.TransportClosed, ReasonCode.Success);
    }

    /// <summary>False: the handler threw, and the connection is over.</summary>
    private async ValueTask<bool> TryDeliverAsync(MqttMessage message)
    {
        // Who said goodbye does not hear any more; the message stays unacknowledged and waits in the session.
        if (_leaving) return true;
        try
        {
            if (Options.OnMessage is { } handler) await HandleAsync(handler, message);
        }
        catch (Exception fault)
        {
            // A handler's fault must not leave a connection that looks alive and reads no more.
            Close(ClientCloseReason.HandlerFailed, ReasonCode.UnspecifiedError, fault.Message);
            return false;
        }

        if (!Options.AcknowledgesManually) AcknowledgeHandled(message);
        return true;
    }

    /// <summary>Reading is held from before the call: a handler that never yields keeps us from reading just as well.</summary>
    private ValueTask HandleAsync(Func<MqttClient, MqttMessage, ValueTask> handler, MqttMessage message)
    {
        _keepAlive.Hold();
        ValueTask handled = handler(_client, message);
        if (!handled.IsCompletedSuccessfully) return WaitAsync(handled);
        _keepAlive.Release();
        return default;
    }

    private async ValueTask WaitAsync(ValueTask handled)
    {
        Output.Flush();
        await handled;
        _keepAlive.Release();
    }

    private void AcknowledgeHandled(MqttMessage message)
    {
        // Handled is handled, even if the connection ended meanwhile: the repetition is answered, not delivered again.
        if (message.Qos == QualityOfService.ExactlyOnce) Session.Received.Answered(message.PacketId);
        Acknowledge(message, flush: false);
    }
}
