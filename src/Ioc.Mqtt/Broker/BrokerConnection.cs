using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;
using Microsoft.AspNetCore.Connections;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// One connection's life: (1) cut frames, (2) decode, (3) offer publishes to the sink, answer everything else; then end once, for one reason.
/// </summary>
/// <remarks>
/// The connection's own loop does all reading and all ending. Anybody else (the tick, a second CONNECT with the same identifier, the
/// commit thread) only asks for the end with <see cref="RequestClose"/>, so nothing here is torn down under the loop's feet.
/// Writing is for everybody, see <see cref="OutputBuffer"/>.
/// </remarks>
internal sealed class BrokerConnection : IBrokerClient, IOutputOwner, IDisposable
{
    private readonly ConnectionContext _transport;
    private readonly FrameReader _frames;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly PublishHandler _publishes;
    private readonly long _openedAtMilliseconds;
    private long _lastReceivedMilliseconds;
    private long _bytesOutCounted;
    private int _keepAliveMilliseconds;
    private int _closeRequest;
    private ConnectPacket? _connect;
    private CommitWaits? _waits;

    /// <summary>What is said when the commit that the loop waits for is through.</summary>
    private Action<FlushBatch>? _answer;

    private long _answerTicket;

    public BrokerConnection(long connectionId, ConnectionContext transport, BrokerParts parts)
    {
        _transport = transport;
        Parts = parts;
        ConnectionId = connectionId;
        _frames = new FrameReader(parts.Limits.PacketBytesMax);
        Output = new OutputBuffer(transport.Transport.Output, parts.Limits.WriteBufferBytesMax, this);
        Writer = new ConnectionWriter(Output, parts);
        _publishes = new PublishHandler(this, parts);
        _openedAtMilliseconds = parts.Clock.NowMilliseconds;
        _lastReceivedMilliseconds = _openedAtMilliseconds;
    }

    public long ConnectionId { get; }

    public string ClientId { get; private set; } = "";

    public ProtocolVersion Version => Writer.Version;

    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    public object? State { get; private set; }

    public BrokerParts Parts { get; }

    public OutputBuffer Output { get; }

    public ConnectionWriter Writer { get; }

    /// <summary>Null until CONNECT succeeded.</summary>
    public Session? Session { get; private set; }

    /// <summary>Completes when everything about this connection is over, its will included.</summary>
    public Task Ended => _ended.Task;

    public bool IsClosing => Volatile.Read(ref _closeRequest) != 0;

    public CancellationToken Closing => _closing.Token;

    public ConnectPacket? PendingConnect => _connect;

    /// <summary>Taken away by a DISCONNECT without will.</summary>
    public WillMessage? Will { get; set; }

    /// <summary>What waits for a commit; only where there is a store.</summary>
    public CommitWaits Waits
    {
        get
        {
            if (Volatile.Read(ref _waits) is { } waits) return waits;
            Interlocked.CompareExchange(ref _waits, new CommitWaits(this, Parts.Store!), null);
            return _waits;
        }
    }

    public async Task RunAsync()
    {
        try
        {
            await ReadLoopAsync();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            // Resets and aborts surface as exceptions of the pipe; they are the peer's way to close.
        }
        catch (Exception bug)
        {
            // A seam threw, or we did: this connection ends, the others go on.
            BrokerLog.Bug(Parts.Log, ConnectionId, ClientId, bug);
            RequestClose(CloseReason.AdministrativeAction, ReasonCode.ImplementationSpecificError);
        }
        finally
        {
            RequestClose(CloseReason.TransportClosed, ReasonCode.Success);
            Finish();
        }
    }

    /// <summary>Asks the loop to end; the first reason given is the one that counts. Callable from any thread.</summary>
    public void RequestClose(CloseReason reason, ReasonCode code)
    {
        int request = 1 | ((int)reason << 8) | ((int)code << 16);
        if (Interlocked.CompareExchange(ref _closeRequest, request, 0) != 0) return;
        _transport.Transport.Input.CancelPendingRead();
        _ = _closing.CancelAsync();
    }

    public void Close(ReasonCode reason)
    {
        RequestClose(CloseReasons.For(reason), reason);
        // Who closes from outside does not answer what he deferred: a client that repeats it must be heard.
        _publishes.Withdraw();
    }

    public void CompletePublishes(int count, ReasonCode reason = ReasonCode.Success) => _publishes.Complete(count, reason);

    /// <summary>Writes the acknowledgements that a commit has settled.</summary>
    public void WriteAcks() => _publishes.WriteSettled();

    /// <summary>Repetitions of what an earlier connection brought: that has been answered.</summary>
    public void ResolveEarlier() => _publishes.ResolveEarlier();

    /// <summary>Sends PUBREL or PUBCOMP after this commit; 0: now.</summary>
    public void AnswerAfter(long ticket, PacketType type, ushort packetId, ReasonCode reason)
    {
        if (ticket == 0) Writer.WriteAck(type, packetId, reason);
        else Waits.Hold(ticket, type, packetId, reason);
    }

    /// <summary>Answers after this commit, 0: now; nothing more is read before.</summary>
    public LoopSignal AnswerAfter(long ticket, FlushBatch batch, Action<FlushBatch> answer)
    {
        if (ticket == 0)
        {
            answer(batch);
            return LoopSignal.Continue;
        }

        _answerTicket = ticket;
        _answer = answer;
        return LoopSignal.WaitForCommit;
    }

    public void OutputOverflowed()
    {
        BrokerLog.SlowReader(Parts.Log, ConnectionId, ClientId, Parts.Limits.WriteBufferBytesMax);
        RequestClose(CloseReason.SlowReader, ReasonCode.QuotaExceeded);
        _transport.Abort(new ConnectionAbortedException("The client does not read."));
    }

    public void OutputDrained()
    {
        FlushBatch batch = FlushBatch.Current;
        Session?.Resume(batch);
        batch.Flush();
    }

    public void OutputBroken() => RequestClose(CloseReason.TransportClosed, ReasonCode.Success);

    /// <summary>Called by the tick: nobody has a timer of his own.</summary>
    public void CheckTime(long nowMilliseconds)
    {
        if (Session is null)
        {
            if (nowMilliseconds - _openedAtMilliseconds >= Parts.Limits.ConnectTimeoutSeconds * 1000L)
            {
                RequestClose(CloseReason.ConnectTimeout, ReasonCode.MaximumConnectTime);
            }

            return;
        }

        // One and a half times the keep-alive [MQTT-3.1.2-22].
        int keepAlive = Volatile.Read(ref _keepAliveMilliseconds);
        if (keepAlive > 0 && nowMilliseconds - Volatile.Read(ref _lastReceivedMilliseconds) > keepAlive * 3L / 2)
        {
            RequestClose(CloseReason.KeepAliveTimeout, ReasonCode.KeepAliveTimeout);
        }
    }

    /// <summary>The client is in: everything CONNECT said is in force from here.</summary>
    public void Accept(ConnectPacket connect, string clientId, Session session, object? state, int keepAliveSeconds)
    {
        ClientId = clientId;
        State = state;
        Will = connect.Will;
        Writer.MaximumPacketBytes = connect.Properties?.MaximumPacketBytes ?? uint.MaxValue;
        Volatile.Write(ref _keepAliveMilliseconds, keepAliveSeconds * 1000);
        if (session.IsKept) Writer.Waits = Waits;
        Session = session;
    }

    /// <summary>The version to speak, known as soon as CONNECT was read, also for its refusal.</summary>
    public void Speak(ProtocolVersion version)
    {
        Writer.Version = version;
        _frames.RequireShortestLength = version == ProtocolVersion.V500;
    }

    public LoopSignal Fail(MalformedReason reason)
    {
        _frames.Fail(reason);
        Parts.Metrics.CountMalformed(reason);
        BrokerLog.Malformed(Parts.Log, ConnectionId, ClientId, reason);
        ReasonCode code = reason.Code();
        if (Session is null) ConnectHandler.RefuseUnreadable(this, reason);
        RequestClose(CloseReasons.For(code), code);
        return LoopSignal.Closed;
    }

    public LoopSignal FailProtocol(ReasonCode code, string what)
    {
        BrokerLog.ProtocolError(Parts.Log, ConnectionId, ClientId, what);
        RequestClose(CloseReasons.For(code), code);
        return LoopSignal.Closed;
    }

    public void Dispose() => _closing.Dispose();

    public void CountBytesOut()
    {
        long written = Output.BytesWritten;
        long counted = Interlocked.Exchange(ref _bytesOutCounted, written);
        Parts.Metrics.CountBytesOut(written - counted);
    }

    private async Task ReadLoopAsync()
    {
        PipeReader input = _transport.Transport.Input;
        while (!IsClosing)
        {
            ReadResult result = await input.ReadAsync();
            if (IsClosing) return;
            ReadOnlySequence<byte> buffer = result.Buffer;
            Volatile.Write(ref _lastReceivedMilliseconds, Parts.Clock.NowMilliseconds);
            LoopSignal signal = HandleBatch(ref buffer);
            while (signal != LoopSignal.NeedMoreData)
            {
                if (signal == LoopSignal.Connect) await ConnectHandler.HandleAsync(this, _connect!);
                else if (signal == LoopSignal.WaitForRoom) await Parts.Sink.WaitForRoomAsync(Closing);
                else if (signal == LoopSignal.WaitForAcks) await _publishes.WaitForAcksAsync(Closing);
                else if (signal == LoopSignal.WaitForStore) await Parts.Store!.Commits.WaitForRoomAsync(Closing);
                else if (signal == LoopSignal.WaitForCommit) await AnswerAfterCommitAsync();
                if (IsClosing) return;
                signal = HandleBatch(ref buffer);
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            // Whatever is left is the front of a packet that will never come: half a packet, then FIN, ends the connection.
            if (result.IsCompleted) return;
        }
    }

    /// <summary>Steps 1 to 3 for every whole packet in the buffer, then one flush for everybody written to.</summary>
    private LoopSignal HandleBatch(ref ReadOnlySequence<byte> buffer)
    {
        FlushBatch batch = FlushBatch.Current;
        long bytesBefore = buffer.Length;
        LoopSignal signal;
        do
        {
            ReadOnlySequence<byte> before = buffer;
            signal = HandleNext(ref buffer, batch);
            if (signal is LoopSignal.WaitForRoom or LoopSignal.WaitForAcks or LoopSignal.WaitForStore) buffer = before;
        }
        while (signal == LoopSignal.Continue);

        _publishes.EndBatch();
        Parts.Metrics.CountBytesIn(bytesBefore - buffer.Length);
        _frames.ReleaseBuffer();
        batch.Add(Output);
        batch.Flush();
        return signal;
    }

    private LoopSignal HandleNext(ref ReadOnlySequence<byte> buffer, FlushBatch batch)
    {
        if (IsClosing) return LoopSignal.Closed;
        if (Parts.Store is { Commits.HasRoom: false } && Session is not null) return LoopSignal.WaitForStore;
        switch (_frames.Read(ref buffer, out Frame frame))
        {
            case DecodeOutcome.NeedMoreData:
                return LoopSignal.NeedMoreData;
            case DecodeOutcome.Malformed:
                return Fail(_frames.Fault);
        }

        if (Session is null) return HandleFirst(frame);
        switch (frame.Type)
        {
            case PacketType.Publish:
                return _publishes.Handle(frame, batch);
            case PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp:
                return AckHandler.Handle(this, Session, frame, batch);
            case PacketType.PingReq:
                if (!frame.Body.IsEmpty) return Fail(MalformedReason.TrailingBytes);
                Writer.WritePingResp();
                return LoopSignal.Continue;
            case PacketType.Subscribe or PacketType.Unsubscribe or PacketType.Disconnect:
                return HandleControl(frame, batch);
            case PacketType.Connect:
                // [MQTT-3.1.0-2]
                return FailProtocol(ReasonCode.ProtocolError, "a second CONNECT");
            case PacketType.Auth when Version == ProtocolVersion.V500:
                // §4.12: without an authentication method in CONNECT there is nothing to continue.
                return FailProtocol(ReasonCode.ProtocolError, "AUTH without an authentication method");
            case PacketType.Auth:
                return Fail(MalformedReason.PacketNotInVersion);
            default:
                return Fail(MalformedReason.WrongDirection);
        }
    }

    private LoopSignal HandleFirst(in Frame frame)
    {
        // [MQTT-3.1.0-1]
        if (frame.Type != PacketType.Connect) return FailProtocol(ReasonCode.ProtocolError, "the first packet is not CONNECT");
        var fields = new FieldReader(frame.Body);
        _connect = ConnectDecoder.Decode(frame.Body, ref fields, out byte level) as ConnectPacket;
        if (level >= (byte)ProtocolVersion.V500) Speak(ProtocolVersion.V500);
        return _connect is null ? Fail(fields.Fault) : LoopSignal.Connect;
    }

    private LoopSignal HandleControl(in Frame frame, FlushBatch batch)
    {
        Packet? packet = PacketDecoder.Decode(frame, Version, out MalformedReason reason);
        return packet switch
        {
            null => Fail(reason),
            SubscribePacket subscribe => SubscribeHandler.Subscribe(this, Session!, subscribe, batch),
            UnsubscribePacket unsubscribe => SubscribeHandler.Unsubscribe(this, Session!, unsubscribe, batch),
            DisconnectPacket disconnect => DisconnectHandler.Handle(this, Session!, disconnect),
            _ => Fail(MalformedReason.WrongDirection),
        };
    }

    private async ValueTask AnswerAfterCommitAsync()
    {
        if (await Parts.Store!.Commits.CommittedAsync(_answerTicket).WaitAsync(Closing)) _answer!(FlushBatch.Current);
        else RequestClose(CloseReason.StoreFailed, ReasonCode.ServerBusy);
        _answer = null;
    }

    private void Finish()
    {
        int request = Volatile.Read(ref _closeRequest);
        var reason = (CloseReason)((request >> 8) & 0xFF);
        var code = (ReasonCode)((request >> 16) & 0xFF);
        // [MQTT-3.14.0-1]: DISCONNECT only after a successful CONNACK; 3.1.1 has none from the server.
        if (Session is not null && Version == ProtocolVersion.V500 && CloseReasons.IsToldToClient(reason))
        {
            Writer.Write(new DisconnectPacket { Reason = code });
        }

        Output.Flush();
        Output.Close();
        CountBytesOut();
        Parts.Metrics.CountClose(reason);
        BrokerLog.Ended(Parts.Log, ConnectionId, ClientId, reason);
        _frames.ReleaseBuffer();
        try
        {
            if (Session is { } session) Leave(session, reason);
        }
        catch (Exception bug)
        {
            BrokerLog.Bug(Parts.Log, ConnectionId, ClientId, bug);
        }
        finally
        {
            // Whatever happened: a client that comes back must not wait for us for ever.
            if (Session is { } session) Parts.Sessions.Release(session, session.ExpirySeconds);
            _ended.SetResult();
        }
    }

    private void Leave(Session session, CloseReason reason)
    {
        session.Detach();
        // A stopping broker says nothing about its clients: their wills would report a whole province as failed.
        if (Will is { } will && reason != CloseReason.ServerShuttingDown)
        {
            Parts.Wills.Start(this, session, will, session.ExpirySeconds);
            FlushBatch.Current.Flush();
        }

        Parts.Observer?.Disconnected(this, reason);
    }
}
