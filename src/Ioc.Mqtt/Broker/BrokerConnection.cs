using System.Buffers;
using System.Net;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// One connection's life: (1) cut frames, (2) decode, (3) offer publishes to the sink, answer everything else; then end once, for one reason.
/// </summary>
/// <remarks>
/// The connection's own loop does all reading and all ending. Anybody else (the tick, a second CONNECT with the same identifier, the
/// commit thread) only asks for the end with <see cref="RequestClose"/>, so nothing here is torn down under the loop's feet.
/// Writing is for everybody, see <see cref="OutputBuffer"/>.
/// </remarks>
internal sealed class BrokerConnection : IBrokerClient, IOutputOwner
{
    /// <summary>Bytes one loop handles without a wait before others have its thread: one receive, or a subscriber's PUBACK waits long behind 50 publishers.</summary>
    private const int TurnBytesMax = InputBuffer.ReceiveBytes;

    private readonly IMqttTransport _transport;
    private readonly FrameReader _frames;
    private ClientSilence _silence;
    private InputBuffer _input;
    private PublishHandler? _publishes;
    private ConnectionEnd _end;
    private ConnectionTraffic _traffic;
    private string? _faultText;
    private CommitWaits? _waits;

    /// <summary>What is said when the commit that the loop waits for is through.</summary>
    private Action<FlushBatch>? _answer;
    private long _answerTicket;

    public BrokerConnection(long connectionId, IMqttTransport transport, BrokerParts parts, long openedAtMilliseconds)
    {
        _transport = transport;
        Parts = parts;
        ConnectionId = connectionId;
        _frames = new FrameReader(parts.Limits.PacketBytesMax);
        Output = new OutputBuffer(transport, parts.Limits.WriteBufferBytesMax, this);
        Writer = new ConnectionWriter(Output, parts);
        _silence = new ClientSilence(openedAtMilliseconds);
        parts.Metrics.CountSocket();
    }

    public long ConnectionId { get; }

    public string ClientId { get; private set; } = "";

    public ProtocolVersion Version => Writer.Version;

    public EndPoint? RemoteEndPoint => _transport.RemoteEndPoint;

    public string? CertificateName => _transport.CertificateName;

    public IReadOnlyList<string> CertificateIdentities => _transport.CertificateIdentities;

    public object? State { get; private set; }

    public BrokerParts Parts { get; }

    public OutputBuffer Output { get; }

    public ConnectionWriter Writer { get; }

    /// <summary>Null until CONNECT succeeded.</summary>
    public Session? Session { get; private set; }

    /// <summary>Completes when everything about this connection is over, its will included.</summary>
    public Task Ended => _end.Ended;

    public bool IsClosing => _end.IsRequested;

    /// <summary>For the waits of the loop that are not reads; made when one begins.</summary>
    public CancellationToken Closing => _end.Token;

    /// <summary>The CONNECT that is to be judged; null before and after.</summary>
    public ConnectPacket? PendingConnect { get; set; }

    /// <summary>Made with the first publish: most clients that are idle only listen.</summary>
    public PublishHandler Publishes => _publishes ??= new PublishHandler(this, Parts);

    /// <summary>Taken away by a DISCONNECT without will.</summary>
    public WillMessage? Will { get; set; }

    /// <summary>What waits for a commit; only where there is a store.</summary>
    public CommitWaits Waits =>
        Volatile.Read(ref _waits) ?? Interlocked.CompareExchange(ref _waits, new CommitWaits(this, Parts.Store!), null) ?? _waits;

    public async Task RunAsync()
    {
        int turnBytes = 0;
        bool isDrained = true;
        try
        {
            while (!IsClosing)
            {
                if (isDrained)
                {
                    _input.Shrink();
                    ValueTask input = _transport.WaitForInputAsync();
                    if (!input.IsCompleted) turnBytes = 0;
                    await input;
                    if (IsClosing) break;
                }

                Memory<byte> room = _input.Room();
                int roomBytes = room.Length;
                int count = await _transport.ReceiveAsync(room);
                if (count == 0) break;
                isDrained = count < roomBytes;
                if (count == IMqttTransport.Nothing)
                {
                    // Interrupted: the array may still be written to.
                    if (IsClosing) _input.Abandon();
                    continue;
                }

                _input.Received(count);
                LoopSignal signal = HandleBatch();
                while (signal != LoopSignal.NeedMoreData && !IsClosing)
                {
                    await WaitAsync(signal);
                    if (!IsClosing) signal = HandleBatch();
                }

                int pause = IsClosing || _publishes is null ? 0 : _publishes.PauseMilliseconds(count);
                if (pause > 0) await PauseAsync(pause);
                turnBytes += count;
                if (turnBytes < TurnBytesMax) continue;
                turnBytes = 0;
                await Task.Yield();
            }
        }
        catch (OperationCanceledException) when (IsClosing)
        {
            // A wait of the loop's own, ended by RequestClose.
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
            _input.Release();
            Finish();
        }
    }

    /// <summary>Asks the loop to end; the first reason given is the one that counts. Callable from any thread.</summary>
    public void RequestClose(CloseReason reason, ReasonCode code)
    {
        if (_end.TryRequest(reason, code)) _transport.Interrupt();
    }

    public void Close(ReasonCode reason) => RequestClose(CloseReasons.For(reason), reason);

    public void CompletePublishes(int count, ReasonCode reason = ReasonCode.Success) => _publishes?.Complete(count, reason);

    public void LosePublishes(int count, ReasonCode reason)
    {
        Close(reason);
        _publishes?.Lose(count);
    }

    /// <summary>Writes the acknowledgements that a commit has settled.</summary>
    public void WriteAcks() => _publishes?.WriteSettled();

    /// <summary>Repetitions of what an earlier connection brought: that has been answered.</summary>
    public void ResolveEarlier() => _publishes?.ResolveEarlier();

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
        _transport.Abort();
    }

    public void OutputDrained()
    {
        FlushBatch batch = FlushBatch.Current;
        Session?.Resume(batch);
        batch.Flush();
    }

    public void OutputBroken() => RequestClose(CloseReason.TransportClosed, ReasonCode.Success);

    /// <summary>Called again at the end of <see cref="Finish"/>: who sees our FIN finds his session free, and everything before it sent.</summary>
    public void OutputCompleted() => _end.CloseSecond(_transport);

    /// <summary>Called by the tick: nobody has a timer of his own.</summary>
    public void CheckTime(long nowMilliseconds)
    {
        if (Session is null)
        {
            if (_silence.IsConnectLate(nowMilliseconds, Parts.Limits.ConnectTimeoutSeconds)) RequestClose(CloseReason.ConnectTimeout, ReasonCode.MaximumConnectTime);
        }
        else if (_silence.IsTooLong(nowMilliseconds))
        {
            RequestClose(CloseReason.KeepAliveTimeout, ReasonCode.KeepAliveTimeout);
        }

        if (_silence.IsStuck(nowMilliseconds, Output.BlockedSend, Parts.Limits.WriteStallSecondsMax)) OutputOverflowed();
    }

    /// <summary>The client is in: everything CONNECT said is in force from here.</summary>
    public void Accept(ConnectPacket connect, string clientId, Session session, object? state, int keepAliveSeconds)
    {
        ClientId = clientId;
        State = state;
        Will = connect.Will;
        _silence.Allow(keepAliveSeconds, Parts.Clock.NowMilliseconds);
        PendingConnect = null;
        _end.ReleaseToken();
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
        _faultText = reason.Text();
        if (Session is null) ConnectHandler.RefuseUnreadable(this, reason);
        Close(reason.Code());
        return LoopSignal.Closed;
    }

    /// <summary>Ends the connection; a 5.0 client finds the text in DISCONNECT.</summary>
    public LoopSignal FailProtocol(ReasonCode code, string what)
    {
        _faultText = what;
        BrokerLog.ProtocolError(Parts.Log, ConnectionId, ClientId, what);
        Close(code);
        return LoopSignal.Closed;
    }

    /// <summary>Called by the tick.</summary>
    public void CountOutput() => _traffic.CountOutput(Writer, Parts.Metrics);

    private async ValueTask WaitAsync(LoopSignal signal)
    {
        if (signal == LoopSignal.Connect)
        {
            await ConnectHandler.HandleAsync(this, PendingConnect!);
            return;
        }

        _silence.Hold();
        if (signal == LoopSignal.WaitForRoom) await Parts.Sink.WaitForRoomAsync(Closing);
        else if (signal == LoopSignal.WaitForAcks) await Publishes.WaitForAcksAsync(Closing);
        else if (signal == LoopSignal.WaitForStore) await Parts.Store!.Commits.WaitForRoomAsync(Closing);
        else if (signal == LoopSignal.WaitForCommit) await AnswerAfterCommitAsync();
        _silence.Resume(Parts.Clock.NowMilliseconds);
    }

    /// <summary>The client sent more than it may in a second: what it sends next waits in its kernel and ours.</summary>
    private async ValueTask PauseAsync(int milliseconds)
    {
        Parts.Metrics.CountPaused();
        _silence.Hold();
        await Parts.Clock.DelayAsync(milliseconds, Closing);
        _silence.Resume(Parts.Clock.NowMilliseconds);
    }

    /// <summary>Steps 1 to 3 for every whole packet received, then one flush for everybody written to.</summary>
    private LoopSignal HandleBatch()
    {
        FlushBatch batch = FlushBatch.Current;
        ReadOnlySequence<byte> buffer = _input.Unread;
        long bytesBefore = buffer.Length;
        int packets = 0;
        LoopSignal signal;
        do
        {
            ReadOnlySequence<byte> before = buffer;
            signal = HandleNext(ref buffer, batch);
            if (signal is LoopSignal.WaitForRoom or LoopSignal.WaitForAcks or LoopSignal.WaitForStore) buffer = before;
            else if (signal != LoopSignal.NeedMoreData) packets++;
        }
        while (signal == LoopSignal.Continue);

        int consumed = (int)(bytesBefore - buffer.Length);
        if (consumed > 0)
        {
            _silence.Heard(Parts.Clock.NowMilliseconds);
            _traffic.Received(consumed, packets, Parts.Metrics);
            _input.Consume(consumed);
        }

        _publishes?.EndBatch();
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

        return PacketDispatch.Handle(this, frame, batch);
    }

    private async ValueTask AnswerAfterCommitAsync()
    {
        if (await Parts.Store!.Commits.CommittedAsync(_answerTicket).WaitAsync(Closing)) _answer!(FlushBatch.Current);
        else RequestClose(CloseReason.StoreFailed, ReasonCode.ServerBusy);
        _answer = null;
    }

    private void Finish()
    {
        CloseReason reason = _end.Reason;
        // [MQTT-3.14.0-1]: DISCONNECT only after a successful CONNACK; 3.1.1 has none from the server.
        if (Session is not null && Version == ProtocolVersion.V500 && CloseReasons.IsToldToClient(reason))
        {
            Writer.Write(new DisconnectPacket { Reason = _end.Code, Properties = _faultText is null ? null : new PropertySet { ReasonString = _faultText } });
        }

        Parts.Linger.Add(_transport);
        Output.Complete();
        CountOutput();
        Parts.Metrics.CountClose(reason);
        BrokerLog.Ended(Parts.Log, this, _silence.LifeSeconds(Parts.Clock.NowMilliseconds), _traffic, reason);
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
            Parts.Connections.Remove(this);
            _end.Complete();
            OutputCompleted();
        }
    }

    private void Leave(Session session, CloseReason reason)
    {
        session.Detach();
        _publishes?.Leave();
        // A stopping broker says nothing about its clients: their wills would report a whole province as failed.
        if (Will is { } will && reason != CloseReason.ServerShuttingDown)
        {
            Parts.Wills.Start(this, session, will, session.ExpirySeconds);
            FlushBatch.Current.Flush();
        }

        Parts.Observer?.Disconnected(this, reason);
    }
}
