using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Broker;

/// <summary>Step 3: one client's publishes, from the decoded packet to the sink's verdict and the acknowledgement.</summary>
internal sealed class PublishHandler(BrokerConnection connection, BrokerParts parts)
{
    private readonly AckQueue _acks = new(parts.Limits.ReceiveMax);
    private readonly int[] _counts = new int[3];

    /// <summary>Topic of each alias, index 0 unused; null until the client uses one.</summary>
    private byte[]?[]? _aliases;

    /// <summary>Set while the read loop waits for acknowledgements to be written; guarded by the output's lock.</summary>
    private TaskCompletionSource? _ackRoom;

    public LoopSignal Handle(in Frame frame, FlushBatch batch)
    {
        MalformedReason malformed = PublishDecoder.Decode(frame, connection.Version, out PublishView publish);
        if (malformed != MalformedReason.None) return connection.Fail(malformed);
        // §3.3.4: a subscription identifier travels only towards the client.
        if (publish.HasSubscriptionIdentifier) return connection.Fail(MalformedReason.PropertyNotAllowed);
        // [MQTT-3.2.2-11], [MQTT-3.2.2-14]: a 3.1.1 client was told neither, and closing is all it can be told.
        if (publish.Qos > parts.Limits.QosMax) return connection.FailProtocol(ReasonCode.QosNotSupported, "a QoS above Maximum QoS");
        if (publish.Retain && !parts.Limits.MayRetain) return connection.FailProtocol(ReasonCode.RetainNotSupported, "RETAIN, which is not available");
        if (publish.TopicAlias > parts.Limits.TopicAliasMax)
        {
            return connection.FailProtocol(ReasonCode.TopicAliasInvalid, "a topic alias beyond the maximum");
        }

        // §3.3.2.3.4: a number in range that stands for nothing is a protocol error, not an invalid alias.
        if (publish.TopicAlias != 0 && !TryResolveAlias(ref publish)) return connection.FailProtocol(ReasonCode.ProtocolError, "a topic alias never set");

        if (TopicName.Levels(publish.Topic) > parts.Limits.TopicLevelsMax)
        {
            return connection.FailProtocol(ReasonCode.TopicNameInvalid, "too many topic levels");
        }

        if (publish.Qos == QualityOfService.AtMostOnce) return Offer(publish, batch);
        return HandleAcknowledged(publish, batch);
    }

    /// <summary>Step 4, the end of it: called by the commit thread.</summary>
    public void Complete(int count, ReasonCode reason)
    {
        if (count <= 0 || connection.Session is not { } session) return;
        lock (connection.Output.Gate)
        {
            _acks.Complete_NeedsLock(count, reason, connection.Output, connection.Version, session.Received);
            connection.Output.Flush_NeedsLock();
            if (_ackRoom is not null && !_acks.IsFull_NeedsLock)
            {
                _ackRoom.TrySetResult();
                _ackRoom = null;
            }
        }

        // 3.1.1 has no negative PUBACK: closing is the only way to say that the message was not kept.
        if (reason >= ReasonCode.UnspecifiedError && connection.Version == ProtocolVersion.V311) connection.Close(reason);
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

    /// <summary>Adds the batch to the metrics: once per batch, not per message.</summary>
    public void CountBatch()
    {
        for (int qos = 0; qos < _counts.Length; qos++)
        {
            parts.Metrics.CountIn((QualityOfService)qos, _counts[qos]);
            _counts[qos] = 0;
        }
    }

    private LoopSignal HandleAcknowledged(in PublishView publish, FlushBatch batch)
    {
        Session session = connection.Session!;
        bool exactlyOnce = publish.Qos == QualityOfService.ExactlyOnce;
        bool repeated = exactlyOnce && session.Received.Contains(publish.PacketId);
        int held = exactlyOnce && !repeated ? session.Received.Count : 0;
        lock (connection.Output.Gate)
        {
            if (_acks.IsFull_NeedsLock || held >= parts.Limits.ReceiveMax)
            {
                // A 3.1.1 client was told no maximum; it waits for its PUBACKs, but its unreleased QoS 2 have nothing to wait for.
                bool mayWait = connection.Version == ProtocolVersion.V311 && held < parts.Limits.ReceiveMax;
                return mayWait ? LoopSignal.WaitForAcks : connection.FailProtocol(ReasonCode.ReceiveMaximumExceeded, "Receive Maximum exceeded");
            }

            _acks.Add_NeedsLock(publish.PacketId, publish.Qos);
            if (repeated)
            {
                _acks.AnswerLast_NeedsLock(ReasonCode.Success, connection.Output, connection.Version, session.Received);
                return LoopSignal.Continue;
            }
        }

        return Offer(publish, batch);
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
            TakeBack(publish.Qos);
            return LoopSignal.WaitForRoom;
        }

        _counts[(int)publish.Qos]++;
        switch (answer.Verdict)
        {
            case PublishVerdict.Deferred:
                break;
            case PublishVerdict.Close:
                TakeBack(publish.Qos);
                return connection.FailProtocol(answer.Reason, "a publish refused by the sink");
            case PublishVerdict.Route:
                parts.Router.Route(ToMessage(publish), connection.Session, onlyClientId: null, batch);
                Answer(publish.Qos, ReasonCode.Success);
                break;
            default:
                Answer(publish.Qos, Reason(answer));
                break;
        }

        return LoopSignal.Continue;
    }

    private ReasonCode Reason(in PublishAnswer answer)
    {
        // A refusal needs a failing code, and 3.1.1 cannot be told: there the message counts as taken and is gone.
        if (answer.Verdict != PublishVerdict.Refused || connection.Version == ProtocolVersion.V311) return ReasonCode.Success;
        return ReasonCodeTable.IsAllowed(PacketType.PubAck, answer.Reason) && answer.Reason >= ReasonCode.UnspecifiedError
            ? answer.Reason
            : ReasonCode.UnspecifiedError;
    }

    private void Answer(QualityOfService qos, ReasonCode reason)
    {
        if (qos == QualityOfService.AtMostOnce) return;
        lock (connection.Output.Gate)
        {
            _acks.AnswerLast_NeedsLock(reason, connection.Output, connection.Version, connection.Session!.Received);
        }
    }

    private void TakeBack(QualityOfService qos)
    {
        if (qos == QualityOfService.AtMostOnce) return;
        lock (connection.Output.Gate) _acks.RemoveLast_NeedsLock();
    }

    private Message ToMessage(in PublishView publish) => new()
    {
        Topic = publish.Topic.ToArray(),
        Payload = System.Buffers.BuffersExtensions.ToArray(publish.Payload),
        Properties = PublishProperties.ForPassingOn(publish.Properties),
        Qos = publish.Qos,
        Retain = publish.Retain,
        ExpiresAtMilliseconds = publish.HasExpiry ? parts.Clock.NowMilliseconds + (publish.ExpirySeconds * 1000L) : long.MaxValue,
    };

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
