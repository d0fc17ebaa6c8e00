using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Client;

/// <summary>One client connection: the read loop, the answers, the keep-alive, and an end for one reason.</summary>
internal sealed class ClientConnection : IOutputOwner
{
    /// <summary>Topics up to this length are encoded on the stack.</summary>
    private const int StackTopicBytesMax = 256;

    private readonly MqttClient _client;
    private readonly MqttClientOptions _options;
    private readonly Stream _stream;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource<MqttClientClosed> _closed;
    private readonly TaskCompletionSource<MqttConnectResult> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrameReader _frames;
    private HashSet<ushort>? _received;
    private ITimer? _keepAlive;
    private int _ending;
    private bool _sentSinceTick;
    private bool _receivedSinceTick;
    private bool _pinged;

    public ClientConnection(
        MqttClient client, MqttClientOptions options, Stream stream, TimeProvider time, TaskCompletionSource<MqttClientClosed> closed)
    {
        _client = client;
        _options = options;
        _stream = stream;
        _time = time;
        _closed = closed;
        _frames = new FrameReader(options.PacketBytesMax);
        Output = new OutputBuffer(PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true)), options.WriteBufferBytesMax, this);
    }

    public OutputBuffer Output { get; }

    public PendingTable Pending { get; } = new();

    public bool IsAccepted { get; private set; }

    public async Task<MqttConnectResult> StartAsync(CancellationToken cancellationToken)
    {
        Send(ConnectOf(_options));
        _ = ReadLoopAsync();
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
        byte[] bytes = PacketEncoder.Encode(packet, _options.Version);
        lock (Output.Gate)
        {
            Output.Write_NeedsLock(bytes);
            Output.Flush_NeedsLock();
        }

        _sentSinceTick = true;
    }

    public void Publish(
        string topic, ReadOnlySpan<byte> payload, QualityOfService qos, bool retain, uint? expirySeconds, ushort packetId, bool flush)
    {
        int topicBytes = Encoding.UTF8.GetByteCount(topic);
        Span<byte> encoded = topicBytes <= StackTopicBytesMax ? stackalloc byte[StackTopicBytesMax] : new byte[topicBytes];
        Encoding.UTF8.GetBytes(topic, encoded);
        var parts = new PublishParts
        {
            Version = _options.Version,
            Topic = encoded[..topicBytes],
            Payload = payload,
            ExpirySeconds = expirySeconds,
            Qos = qos,
            Retain = retain,
            PacketId = packetId,
        };
        lock (Output.Gate)
        {
            PublishEncoder.Write_NeedsLock(Output, parts);
            if (flush) Output.Flush_NeedsLock();
        }

        _sentSinceTick = true;
    }

    public void Acknowledge(QualityOfService qos, ushort packetId, bool flush)
    {
        if (qos == QualityOfService.AtMostOnce) return;
        WriteAck(qos == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, packetId, ReasonCode.Success, flush);
    }

    public void Disconnect(ReasonCode reason)
    {
        Send(new DisconnectPacket { Reason = reason });
        Close(ClientCloseReason.Disconnected, reason);
    }

    /// <summary>Ends the connection; the first reason counts.</summary>
    public void Close(ClientCloseReason reason, ReasonCode code)
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0) return;
        Output.Close();
        _keepAlive?.Dispose();
        _stream.Dispose();
        Pending.Close();
        _connected.TrySetException(new IOException($"The MQTT connection ended before CONNACK: {reason}."));
        _closed.TrySetResult(new MqttClientClosed(reason, code));
    }

    public void OutputOverflowed() => Close(ClientCloseReason.SlowReader, ReasonCode.QuotaExceeded);

    public void OutputDrained()
    {
        // Nothing waits outside the output on this side.
    }

    public void OutputBroken() => Close(ClientCloseReason.TransportClosed, ReasonCode.Success);

    private static ConnectPacket ConnectOf(MqttClientOptions options)
    {
        bool v5 = options.Version == ProtocolVersion.V500;
        return new ConnectPacket
        {
            Version = options.Version,
            ClientId = options.ClientId,
            CleanStart = options.CleanStart,
            KeepAliveSeconds = options.KeepAliveSeconds,
            UserName = options.UserName,
            Password = options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password),
            Will = options.Will is not { } will ? null : new WillMessage
            {
                Topic = will.Topic,
                Payload = will.Payload.ToArray(),
                Qos = will.Qos,
                Retain = will.Retain,
                Properties = v5 && will.DelaySeconds > 0 ? new PropertySet { WillDelaySeconds = will.DelaySeconds } : null,
            },
            Properties = !v5 ? null : new PropertySet
            {
                SessionExpirySeconds = options.SessionExpirySeconds == 0 ? null : options.SessionExpirySeconds,
                ReceiveMaximum = (ushort)options.ReceiveMax,
                MaximumPacketBytes = (uint)options.PacketBytesMax,
            },
        };
    }

    private async Task ReadLoopAsync()
    {
        // Zero-byte reads: an idle client waits without holding a buffer.
        PipeReader input = PipeReader.Create(_stream, new StreamPipeReaderOptions(leaveOpen: true, useZeroByteReads: true));
        try
        {
            while (true)
            {
                ReadResult result = await input.ReadAsync();
                _receivedSinceTick = true;
                ReadOnlySequence<byte> buffer = result.Buffer;
                while (TryHandleNext(ref buffer, out MqttMessage? message))
                {
                    if (message is not null) await DeliverAsync(message);
                }

                Output.Flush();
                _frames.ReleaseBuffer();
                input.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted || Volatile.Read(ref _ending) != 0) break;
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The stream was closed under the read, by the peer or by Close.
        }

        await input.CompleteAsync();
        Close(ClientCloseReason.TransportClosed, ReasonCode.Success);
    }

    private async ValueTask DeliverAsync(MqttMessage message)
    {
        if (_options.OnMessage is { } handler) await handler(_client, message);
        if (!_options.AcknowledgesManually) Acknowledge(message.Qos, message.PacketId, flush: false);
    }

    /// <summary>Handles one packet; false when no whole one is left. A message is for the caller to deliver.</summary>
    private bool TryHandleNext(ref ReadOnlySequence<byte> buffer, out MqttMessage? message)
    {
        message = null;
        switch (_frames.Read(ref buffer, out Frame frame))
        {
            case DecodeOutcome.NeedMoreData:
                return false;
            case DecodeOutcome.Malformed:
                return Fail(_frames.Fault);
        }

        switch (frame.Type)
        {
            case PacketType.Publish:
                return TryMessage(frame, out message);
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                return HandleAck(frame);
            default:
                return HandleControl(frame);
        }
    }

    private bool TryMessage(in Frame frame, out MqttMessage? message)
    {
        message = null;
        MalformedReason reason = PublishDecoder.Decode(frame, _options.Version, out PublishView view);
        if (reason != MalformedReason.None) return Fail(reason);
        if (view.Qos == QualityOfService.ExactlyOnce && !(_received ??= []).Add(view.PacketId))
        {
            // A repetition of one delivered already: only the answer was lost.
            Acknowledge(view.Qos, view.PacketId, flush: false);
            return true;
        }

        message = new MqttMessage
        {
            Topic = Encoding.UTF8.GetString(view.Topic),
            Payload = view.Payload.ToArray(),
            Qos = view.Qos,
            Retain = view.Retain,
            Duplicate = view.Duplicate,
            PacketId = view.PacketId,
            ExpirySeconds = view.HasExpiry ? view.ExpirySeconds : null,
        };
        return true;
    }

    private bool HandleAck(in Frame frame)
    {
        MalformedReason malformed = AckDecoder.Decode(frame, _options.Version, out ushort packetId, out ReasonCode reason);
        if (malformed != MalformedReason.None) return Fail(malformed);
        switch (frame.Type)
        {
            case PacketType.PubRel:
                _received?.Remove(packetId);
                WriteAck(PacketType.PubComp, packetId, ReasonCode.Success, flush: false);
                break;
            case PacketType.PubRec when reason < ReasonCode.UnspecifiedError:
                bool known = Pending.TryPeek(packetId, out _);
                WriteAck(PacketType.PubRel, packetId, known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound, flush: false);
                break;
            default:
                if (Pending.TryTake(packetId, out PendingOperation operation)) operation.Complete(reason);
                break;
        }

        return true;
    }

    private bool HandleControl(in Frame frame)
    {
        Packet? packet = PacketDecoder.Decode(frame, _options.Version, out MalformedReason reason);
        switch (packet)
        {
            case null:
                return Fail(reason);
            case ConnAckPacket connAck when !IsAccepted:
                Accept(connAck);
                return true;
            case SubAckPacket subAck:
                if (Pending.TryTake(subAck.PacketId, out PendingOperation subscribe)) subscribe.Complete(ReasonCode.Success, subAck.Reasons);
                return true;
            case UnsubAckPacket unsubAck:
                if (Pending.TryTake(unsubAck.PacketId, out PendingOperation unsubscribe)) unsubscribe.Complete(ReasonCode.Success, unsubAck.Reasons);
                return true;
            case PingPacket { Type: PacketType.PingResp }:
                return true;
            case DisconnectPacket disconnect:
                Close(ClientCloseReason.DisconnectedByBroker, disconnect.Reason);
                return false;
            default:
                return Fail(MalformedReason.WrongDirection);
        }
    }

    private void Accept(ConnAckPacket connAck)
    {
        ushort keepAlive = connAck.Properties?.ServerKeepAliveSeconds ?? _options.KeepAliveSeconds;
        var result = new MqttConnectResult(connAck.Reason, connAck.SessionPresent)
        {
            ClientId = connAck.Properties?.AssignedClientId ?? _options.ClientId,
            KeepAliveSeconds = keepAlive,
        };
        if (!result.IsAccepted)
        {
            _connected.TrySetResult(result);
            Close(ClientCloseReason.RefusedAtConnect, connAck.Reason);
            return;
        }

        _frames.RequireShortestLength = _options.Version == ProtocolVersion.V500;
        Pending.Window = Math.Min(_options.InflightMax, connAck.Properties?.ReceiveMaximum ?? ushort.MaxValue);
        IsAccepted = true;
        if (keepAlive > 0)
        {
            // Half the keep-alive: a packet just after one tick and none before the next but one still keeps the promise.
            TimeSpan period = TimeSpan.FromMilliseconds(keepAlive * 500L);
            _keepAlive = _time.CreateTimer(static state => ((ClientConnection)state!).Tick(), this, period, period);
            // Close may have come in between and missed the timer.
            if (Volatile.Read(ref _ending) != 0) _keepAlive.Dispose();
        }

        _connected.TrySetResult(result);
    }

    private void Tick()
    {
        if (_receivedSinceTick) _pinged = false;
        if (_pinged)
        {
            Close(ClientCloseReason.KeepAliveTimeout, ReasonCode.KeepAliveTimeout);
            return;
        }

        bool quiet = !_sentSinceTick || !_receivedSinceTick;
        _sentSinceTick = false;
        _receivedSinceTick = false;
        if (!quiet) return;
        _pinged = true;
        Send(new PingPacket(PacketType.PingReq));
        _sentSinceTick = false;
    }

    private void WriteAck(PacketType type, ushort packetId, ReasonCode reason, bool flush)
    {
        lock (Output.Gate)
        {
            AckEncoder.Write_NeedsLock(Output, type, packetId, reason, _options.Version);
            if (flush) Output.Flush_NeedsLock();
        }

        _sentSinceTick = true;
    }

    private bool Fail(MalformedReason reason)
    {
        Close(ClientCloseReason.ProtocolError, reason.Code());
        return false;
    }
}
