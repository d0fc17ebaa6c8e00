using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Broker;

/// <summary>Step 3: one client's publishes, from the decoded packet to the sink's verdict and the acknowledgement.</summary>
internal sealed class PublishHandler(BrokerConnection connection, BrokerParts parts)
{
    private readonly AckQueue _acks = new(parts.Limits.ReceiveMax);
    private readonly int[] _counts = new int[3];
    private long _payloadBytes;

    /// <summary>Topic of each alias, index 0 unused; null until the client uses one.</summary>
    private byte[]?[]? _aliases;

    /// <summary>The last commit that publishes of this batch of input wait for; 0: none. The read loop's own.</summary>
    private long _waitTicket;

    private ClientPace _pace = parts.Clients.PaceOf(connection.ClientId);

    /// <summary>Publishes handled since the last look at the allowances.</summary>
    private int _unpaced;

    /// <summary>Set while the read loop waits for acknowledgements to be written; guarded by the output's lock.</summary>
    private TaskCompletionSource? _ackRoom;

    public LoopSignal Handle(in Frame frame, FlushBatch batch)
    {
        MalformedReason malformed = PublishDecoder.Decode(frame, connection.Version, out PublishView publish);
        if (malformed != MalformedReason.None) return connection.Fail(malformed);
        // §3.3.4: a subscription identifier travels only towards the client.
        if (publish.HasSubscriptionIdentifier) return connection.Fail(MalformedReason.PropertyNotAllowed);
        // [MQTT-3.2.2-11], [MQTT-3.2.2-14]: a 3.1.1 client was told neither, and closing is all it can be told.
        if (publish.Qos > parts.Limits.QosMax) return connection.FailProtocol(ProtocolFault.QosAboveMaximum);
        if (publish.Retain && !parts.Limits.MayRetain) return connection.FailProtocol(ProtocolFault.RetainNotAvailable);
        if (publish.TopicAlias > parts.Limits.TopicAliasMax) return connection.FailProtocol(ProtocolFault.TopicAliasBeyondMaximum);
        // §3.3.2.3.4: a number in range that stands for nothing is a protocol error, not an invalid alias.
        if (publish.TopicAlias != 0 && !TryResolveAlias(ref publish)) return connection.FailProtocol(ProtocolFault.TopicAliasNeverSet);

        if (TopicName.Levels(publish.Topic) > parts.Limits.TopicLevelsMax) return connection.FailProtocol(ProtocolFault.TopicTooDeep);
        if (publish.Qos == QualityOfService.AtMostOnce) return Offer(publish, batch);
        return HandleAcknowledged(publish, batch);
    }

    /// <summary>Step 4, the end of it: called by the sink's commit thread.</summary>
    public void Complete(int count, ReasonCode reason)
    {
        if (count <= 0 || connection.Session is not { } session) return;
        long ticket;
        lock (connection.Output.Gate) ticket = _acks.Complete_NeedsLock(count, reason, session);
        WriteSettled();
        if (ticket != 0) connection.Waits.Wait(ticket);
        if (_acks.HasEarlier) ResolveEarlier();
        // The client may be back already, repeating what this connection had brought.
        if (connection.IsClosing) session.Owner?.ResolveEarlier();
        // 3.1.1 has no negative PUBACK: closing is the only way to say that the message was not kept.
        if (reason >= ReasonCode.UnspecifiedError && connection.Version == ProtocolVersion.V311) connection.Close(reason);
    }

    /// <summary>Writes the acknowledgements nothing stands in the way of. Any thread.</summary>
    public void WriteSettled()
    {
        lock (connection.Output.Gate)
        {
            _acks.Write_NeedsLock(connection.Output, connection.Version, parts.Store);
            if (_ackRoom is not null && !_acks.IsFull_NeedsLock)
            {
                _ackRoom.TrySetResult();
                _ackRoom = null;
            }
        }

        connection.Output.Flush();
    }

    /// <summary>Answers repetitions of QoS 2 publishes whose first coming has been answered meanwhile. Any thread.</summary>
    public void ResolveEarlier()
    {
        if (connection.Session is not { } session) return;
        long ticket = 0;
        bool taken;
        lock (connection.Output.Gate) taken = _acks.ResolveEarlier_NeedsLock(session, ref ticket);
        // The first was not taken after all and we did not keep the second: the client, made to come back, brings it again.
        if (!taken) connection.RequestClose(CloseReason.AdministrativeAction, ReasonCode.ServerBusy);
        WriteSettled();
        if (ticket != 0) connection.Waits.Wait(ticket);
    }

    /// <summary>What the sink deferred and then lost. Any thread.</summary>
    public void Lose(int count)
    {
        if (count <= 0 || connection.Session is not { } session) return;
        lock (connection.Output.Gate) _acks.Lose_NeedsLock(count, session.Received);
        // The client may be back already, repeating it: it has to come once more.
        session.Owner?.ResolveEarlier();
    }

    public async ValueTask WaitForAcksAsync(CancellationToken cancellationToken)
    {
        Task room;
        lock (connection.Output.Gate)
        {
            if (!_acks.IsFull_NeedsLock) return;
            _ackRoom = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _ackRoom.Task;
        }

        await room.WaitAsync(cancellationToken);
    }

    /// <summary>What is done once for all publishes of a batch of input and not for each: counting them, and waiting for their commit.</summary>
    public void EndBatch()
    {
        for (int qos = 0; qos < _counts.Length; qos++)
        {
            parts.Metrics.CountPublishesIn((QualityOfService)qos, _counts[qos]);
            _unpaced += _counts[qos];
            _counts[qos] = 0;
        }

        if (_payloadBytes > 0)
        {
            parts.Metrics.CountPayloadIn(_payloadBytes);
            _payloadBytes = 0;
        }

        if (_waitTicket == 0) return;
        long ticket = _waitTicket;
        _waitTicket = 0;
        connection.Waits.Wait(ticket);
    }

    /// <summary>Milliseconds for which the client is not to be read because of what it sent, these bytes among it; 0: none. Asked once per receive.</summary>
    public int PauseMilliseconds(int bytes)
    {
        int pause = _pace.Owe(_unpaced, bytes, parts.Limits, parts.Clock.NowMilliseconds);
        _unpaced = 0;
        return pause;
    }

    /// <summary>The connection ends: what it owes, the client's next one pays.</summary>
    public void Leave()
    {
        PauseMilliseconds(bytes: 0);
        parts.Clients.Leave(connection.ClientId, _pace);
    }

    private LoopSignal HandleAcknowledged(in PublishView publish, FlushBatch batch)
    {
        Session session = connection.Session!;
        bool exactlyOnce = publish.Qos == QualityOfService.ExactlyOnce;
        ReceivedState known = exactlyOnce ? session.Received.State(publish.PacketId) : ReceivedState.New;
        int held = exactlyOnce && known == ReceivedState.New ? session.Received.Count : 0;
        lock (connection.Output.Gate)
        {
            if (_acks.IsFull_NeedsLock || held >= parts.Limits.ReceiveMax)
            {
                // A 3.1.1 client was told no maximum; it waits for its PUBACKs, but its unreleased QoS 2 have nothing to wait for.
                bool mayWait = connection.Version == ProtocolVersion.V311 && held < parts.Limits.ReceiveMax;
                return mayWait ? LoopSignal.WaitForAcks : connection.FailProtocol(ProtocolFault.ReceiveMaximumExceeded);
            }

            _acks.Add_NeedsLock(publish.PacketId, publish.Qos, known == ReceivedState.Offered ? AckState.Earlier : AckState.Sink);
        }

        switch (known)
        {
            case ReceivedState.Taken:
                // Its first commit may not be through: the answer waits for one of its own.
                Settle(ReasonCode.Success, session.Answered(publish.PacketId, ReasonCode.Success));
                return LoopSignal.Continue;
            case ReceivedState.Offered:
                ResolveEarlier();
                return LoopSignal.Continue;
            default:
                if (exactlyOnce) session.Received.Offer(publish.PacketId);
                return Offer(publish, batch);
        }
    }

    private LoopSignal Offer(in PublishView publish, FlushBatch batch)
    {
        var incoming = new IncomingPublish
        {
            Topic = publish.Topic,
            Payload = publish.Payload,
            Qos = publish.Qos,
            Retain = publish.Retain,
            Duplicate = publish.Duplicate,
        };
        PublishAnswer answer = parts.Sink.Publish(connection, incoming);
        if (answer.Verdict == PublishVerdict.NoRoom)
        {
            TakeBack(publish);
            return LoopSignal.WaitForRoom;
        }

        _counts[(int)publish.Qos]++;
        _payloadBytes += publish.Payload.Length;
        switch (answer.Verdict)
        {
            case PublishVerdict.Deferred:
                return LoopSignal.Continue;
            case PublishVerdict.Close:
                TakeBack(publish);
                return connection.FailProtocol(answer.Reason, "a publish refused by the sink");
            case PublishVerdict.Route:
                return Route(publish, batch);
            default:
                if (publish.Qos == QualityOfService.AtMostOnce) return LoopSignal.Continue;
                ReasonCode reason = Reason(answer);
                bool exactlyOnce = publish.Qos == QualityOfService.ExactlyOnce;
                Settle(reason, exactlyOnce ? connection.Session!.Answered(publish.PacketId, reason) : 0);
                return LoopSignal.Continue;
        }
    }

    private LoopSignal Route(in PublishView publish, FlushBatch batch)
    {
        Session session = connection.Session!;
        bool exactlyOnce = publish.Qos == QualityOfService.ExactlyOnce;
        // That it was taken and what it caused are one commit, or a crash between them would lose it or have it twice.
        bool isGroup = exactlyOnce && session.IsKept;
        ReasonCode reason;
        batch.BeginMessage();
        Message message = parts.Messages.Take(publish, publish.HasExpiry ? parts.Clock.NowMilliseconds + (publish.ExpirySeconds * 1000L) : long.MaxValue);
        if (isGroup) parts.Store!.Commits.EnterGroup();
        try
        {
            parts.Router.Route(message, session, onlyClientId: null, batch);
            reason = batch.IsRefused ? ReasonCode.QuotaExceeded : ReasonCode.Success;
            if (exactlyOnce) batch.Kept(session.Answered(publish.PacketId, reason));
        }
        finally
        {
            if (isGroup) parts.Store!.Commits.LeaveGroup();
            message.Release();
        }

        if (publish.Qos == QualityOfService.AtMostOnce) return LoopSignal.Continue;
        if (reason == ReasonCode.Success || connection.Version == ProtocolVersion.V500)
        {
            Settle(reason, reason == ReasonCode.Success ? batch.Ticket : 0);
            return LoopSignal.Continue;
        }

        TakeBack(publish);
        connection.RequestClose(CloseReason.StoreFailed, ReasonCode.ServerBusy);
        return LoopSignal.Closed;
    }

    private ReasonCode Reason(in PublishAnswer answer)
    {
        // A refusal needs a failing code, and 3.1.1 cannot be told: there the message counts as taken and is gone.
        if (answer.Verdict != PublishVerdict.Refused || connection.Version == ProtocolVersion.V311) return ReasonCode.Success;
        return ReasonCodeTable.IsAllowed(PacketType.PubAck, answer.Reason) && answer.Reason >= ReasonCode.UnspecifiedError
            ? answer.Reason
            : ReasonCode.UnspecifiedError;
    }

    /// <summary>The publish just added has its answer, which may leave after the commit; 0: now.</summary>
    private void Settle(ReasonCode reason, long ticket)
    {
        lock (connection.Output.Gate)
        {
            _acks.SettleLast_NeedsLock(reason, ticket);
            if (ticket == 0) _acks.Write_NeedsLock(connection.Output, connection.Version, parts.Store);
        }

        if (ticket > _waitTicket) _waitTicket = ticket;
    }

    private void TakeBack(in PublishView publish)
    {
        if (publish.Qos == QualityOfService.AtMostOnce) return;
        if (publish.Qos == QualityOfService.ExactlyOnce) connection.Session!.Received.Withdraw(publish.PacketId);
        lock (connection.Output.Gate) _acks.RemoveLast_NeedsLock();
    }

    private bool TryResolveAlias(ref PublishView publish)
    {
        _aliases ??= new byte[]?[parts.Limits.TopicAliasMax + 1];
        ref byte[]? known = ref _aliases[publish.TopicAlias];
        if (publish.Topic.IsEmpty)
        {
            publish.Topic = known;
            return known is not null;
        }

        if (!publish.Topic.SequenceEqual(known)) known = publish.Topic.ToArray();
        return true;
    }
}
