using System.Buffers;
using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Client;

/// <summary>What the broker's packets mean to a client. On the read loop, but for <see cref="Settled"/>.</summary>
internal sealed class IncomingPackets(ClientConnection connection)
{
    private readonly FrameReader _frames = new(connection.Options.Limits.PacketBytesMax);
    private readonly ProtocolVersion _version = connection.Options.Version;
    private string?[]? _topicByAlias;
    private int _underWay;

    /// <summary>Handles one packet; false when no whole one is left or the connection is over. A message is for the caller to deliver.</summary>
    public bool TryHandleNext(ref ReadOnlySequence<byte> buffer, out MqttMessage? message)
    {
        message = null;
        switch (_frames.Read(ref buffer, out Frame frame))
        {
            case DecodeOutcome.NeedMoreData:
                return false;
            case DecodeOutcome.Malformed:
                return Fail(_frames.Fault.Code());
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

    public void ReleaseBuffer() => _frames.ReleaseBuffer();

    /// <summary>A message of QoS 1 or 2 is through: the broker may send another [MQTT-3.3.4-9]. Any thread.</summary>
    public void Settled() => Interlocked.Decrement(ref _underWay);

    private bool TryMessage(in Frame frame, out MqttMessage? message)
    {
        message = null;
        MalformedReason reason = PublishDecoder.Decode(frame, _version, out PublishView view);
        if (reason != MalformedReason.None) return Fail(reason.Code());
        if (!connection.IsAccepted) return Fail(ReasonCode.ProtocolError);
        if (!TryTopic(view, out string topic)) return Fail(ReasonCode.TopicAliasInvalid);
        if (view.Qos == QualityOfService.ExactlyOnce && !connection.Session.Received.TryTake(view.PacketId, out bool wasAnswered))
        {
            // A repetition of one delivered already: only the answer was lost.
            if (wasAnswered) connection.WriteAck(PacketType.PubRec, view.PacketId, ReasonCode.Success, flush: false);
            return true;
        }

        if (view.Qos != QualityOfService.AtMostOnce
            && Interlocked.Increment(ref _underWay) > Math.Max(connection.Options.Limits.ReceiveMax, connection.Options.Limits.ReceiveTolerated) && _version == ProtocolVersion.V500)
        {
            return Fail(ReasonCode.ReceiveMaximumExceeded);
        }

        message = MessageOf(view, topic);
        return true;
    }

    private MqttMessage MessageOf(in PublishView view, string topic)
    {
        var message = new MqttMessage
        {
            Topic = topic,
            Payload = view.Payload.ToArray(),
            Qos = view.Qos,
            Retain = view.Retain,
            Duplicate = view.Duplicate,
            PacketId = view.PacketId,
            ExpirySeconds = view.HasExpiry ? view.ExpirySeconds : null,
            Source = connection,
        };
        return view.Properties.IsEmpty ? message : MessageProperties.Decode(message, view.Properties);
    }

    /// <summary>False: an alias beyond our maximum, or one that was never taught [MQTT-3.3.2-11].</summary>
    private bool TryTopic(in PublishView view, out string topic)
    {
        topic = "";
        if (view.TopicAlias > connection.Options.Limits.TopicAliasMax) return false;
        if (view.Topic.IsEmpty)
        {
            topic = _topicByAlias?[view.TopicAlias] ?? "";
            return topic.Length > 0;
        }

        topic = Encoding.UTF8.GetString(view.Topic);
        if (view.TopicAlias > 0) (_topicByAlias ??= new string?[connection.Options.Limits.TopicAliasMax + 1])[view.TopicAlias] = topic;
        return true;
    }

    private bool HandleAck(in Frame frame)
    {
        MalformedReason malformed = AckDecoder.Decode(frame, _version, out ushort packetId, out ReasonCode reason);
        if (malformed != MalformedReason.None) return Fail(malformed.Code());
        PendingTable pending = connection.Session.Pending;
        switch (frame.Type)
        {
            case PacketType.PubRel:
                if (connection.Session.Received.Release(packetId)) Settled();
                connection.WriteAck(PacketType.PubComp, packetId, ReasonCode.Success, flush: false);
                break;
            case PacketType.PubRec when reason < ReasonCode.UnspecifiedError:
                bool known = pending.TryRelease(packetId);
                connection.WriteAck(PacketType.PubRel, packetId, known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound, flush: false);
                break;
            case PacketType.PubAck:
                if (pending.TryTake(packetId, PacketType.Publish, QualityOfService.AtLeastOnce, out PendingOperation sent)) sent.Complete(reason);
                break;
            default:
                // PUBCOMP 0x92: the broker is through with it already, so it has it.
                ReasonCode outcome = frame.Type == PacketType.PubComp ? ReasonCode.Success : reason;
                if (pending.TryTake(packetId, PacketType.Publish, QualityOfService.ExactlyOnce, out PendingOperation twice)) twice.Complete(outcome);
                break;
        }

        return true;
    }

    private bool HandleControl(in Frame frame)
    {
        Packet? packet = PacketDecoder.Decode(frame, _version, out MalformedReason reason);
        if (packet is null) return Fail(reason.Code());
        // CONNACK is the first packet, and there is one only [MQTT-3.2.0-1], [MQTT-3.2.0-2].
        if (packet is ConnAckPacket == connection.IsAccepted) return Fail(ReasonCode.ProtocolError);
        PendingTable pending = connection.Session.Pending;
        switch (packet)
        {
            case ConnAckPacket connAck:
                _frames.RequireShortestLength = _version == ProtocolVersion.V500;
                connection.Accept(connAck);
                return connection.IsAccepted;
            case SubAckPacket subAck:
                if (pending.TryTake(subAck.PacketId, PacketType.Subscribe, default, out PendingOperation asked)) asked.Complete(default, subAck.Reasons);
                return true;
            case UnsubAckPacket unsubAck:
                if (pending.TryTake(unsubAck.PacketId, PacketType.Unsubscribe, default, out PendingOperation gone)) gone.Complete(default, unsubAck.Reasons);
                return true;
            case PingPacket { Type: PacketType.PingResp }:
                return true;
            case DisconnectPacket disconnect:
                connection.Close(
                    ClientCloseReason.DisconnectedByBroker,
                    disconnect.Reason,
                    disconnect.Properties?.ServerReference ?? disconnect.Properties?.ReasonString);
                return false;
            default:
                return Fail(ReasonCode.ProtocolError);
        }
    }

    private bool Fail(ReasonCode code)
    {
        connection.Fail(code);
        return false;
    }
}
