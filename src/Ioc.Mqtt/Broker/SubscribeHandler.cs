using System.Text;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Broker;

/// <summary>SUBSCRIBE and UNSUBSCRIBE (5.0 §3.8, §3.10).</summary>
internal static class SubscribeHandler
{
    public static LoopSignal Subscribe(BrokerConnection connection, Session session, SubscribePacket packet, FlushBatch batch)
    {
        uint identifier = packet.Properties?.SubscriptionIdentifiers is [var id, ..] ? id : 0;
        var reasons = new ReasonCode[packet.Entries.Count];
        var isNew = new bool[packet.Entries.Count];
        long ticket = 0;
        for (int i = 0; i < reasons.Length; i++) reasons[i] = Grant(connection, session, packet.Entries[i], identifier, out isNew[i], ref ticket);
        return connection.AnswerAfter(ticket, batch, then => Answer(connection, session, packet, reasons, isNew, then));
    }

    /// <summary>Once the subscriptions are kept.</summary>
    private static void Answer(
        BrokerConnection connection, Session session, SubscribePacket packet, ReasonCode[] reasons, bool[] isNew, FlushBatch batch)
    {
        // SUBACK goes out before the retained messages; a live message may overtake it [MQTT-3.8.4-1 allows it].
        if (!connection.Writer.Write(new SubAckPacket { PacketId = packet.PacketId, Reasons = reasons, Properties = Explain(reasons, connection) }))
        {
            connection.FailProtocol(ProtocolFault.AnswerTooLargeForClient);
            return;
        }

        for (int i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] >= ReasonCode.UnspecifiedError) continue;
            SubscribeEntry entry = packet.Entries[i];
            connection.Parts.Observer?.Subscribed(connection, entry.Filter);
            // §4.8.2: a shared subscription brings no retained messages.
            if (TopicFilter.IsShared(entry.Filter)) continue;
            bool wantsRetained = entry.RetainHandling == RetainHandling.Send || (entry.RetainHandling == RetainHandling.SendIfNew && isNew[i]);
            if (wantsRetained) Replay(connection, session, session.Subscriptions[entry.Filter], batch);
        }
    }

    public static LoopSignal Unsubscribe(BrokerConnection connection, Session session, UnsubscribePacket packet, FlushBatch batch)
    {
        var reasons = new ReasonCode[packet.Filters.Count];
        long ticket = 0;
        for (int i = 0; i < reasons.Length; i++)
        {
            Subscription? removed;
            lock (session.Gate) session.Subscriptions.Remove(packet.Filters[i], out removed);
            if (removed is not null)
            {
                connection.Parts.Subscriptions.Remove(removed);
                if (session.IsKept) ticket = connection.Parts.Store!.Unsubscribed(session.Number, removed.Filter);
            }

            reasons[i] = removed is not null ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
        }

        var answer = new UnsubAckPacket { PacketId = packet.PacketId, Reasons = reasons };
        return connection.AnswerAfter(ticket, batch, _ =>
        {
            if (!connection.Writer.Write(answer)) connection.FailProtocol(ProtocolFault.AnswerTooLargeForClient);
        });
    }

    private static ReasonCode Grant(BrokerConnection connection, Session session, SubscribeEntry entry, uint identifier, out bool isNew, ref long ticket)
    {
        isNew = false;
        MqttLimits limits = connection.Parts.Limits;
        byte[] filter = Encoding.UTF8.GetBytes(entry.Filter);
        if (TopicName.Levels(TopicFilter.Unshared(filter)) > limits.TopicLevelsMax) return ReasonCode.TopicFilterInvalid;
        ReasonCode refusal = connection.Parts.SubscribeAuthorizer.Authorize(connection, entry.Filter);
        if (refusal != ReasonCode.Success)
        {
            return refusal >= ReasonCode.UnspecifiedError && ReasonCodeTable.IsAllowed(PacketType.SubAck, refusal) ? refusal : ReasonCode.UnspecifiedError;
        }

        // §3.2.2.3.4: a request for more than Maximum QoS is answered with what is granted.
        QualityOfService qos = entry.Qos < limits.QosMax ? entry.Qos : limits.QosMax;
        var subscription = new Subscription(session, entry.Filter, qos)
        {
            NoLocal = entry.NoLocal,
            RetainAsPublished = entry.RetainAsPublished,
            RetainHandling = entry.RetainHandling,
            Identifier = identifier,
        };
        Subscription? replaced;
        lock (session.Gate)
        {
            isNew = !session.Subscriptions.TryGetValue(entry.Filter, out replaced);
            if (isNew && session.Subscriptions.Count >= limits.SubscriptionsPerSessionMax) return ReasonCode.QuotaExceeded;
            session.Subscriptions[entry.Filter] = subscription;
        }

        if (session.IsKept) ticket = connection.Parts.Store!.Subscribed(session.Number, subscription);
        connection.Parts.Subscriptions.Put(subscription, replaced);
        return (ReasonCode)qos;
    }

    /// <summary>One reason string for the packet, about our own bounds; what an authorizer refuses it need not explain.</summary>
    private static PropertySet? Explain(ReasonCode[] reasons, BrokerConnection connection)
    {
        MqttLimits limits = connection.Parts.Limits;
        string text = "";
        if (reasons.Contains(ReasonCode.TopicFilterInvalid)) text = $"A filter has more than {limits.TopicLevelsMax} levels. ";
        if (reasons.Contains(ReasonCode.QuotaExceeded)) text += $"A session has at most {limits.SubscriptionsPerSessionMax} filters.";
        return text.Length == 0 ? null : new PropertySet { ReasonString = text.TrimEnd() };
    }

    private static void Replay(BrokerConnection connection, Session session, Subscription subscription, FlushBatch batch)
    {
        var matches = new List<Message>();
        connection.Parts.Retained.Match(subscription.Filter, connection.Parts.Clock.NowMilliseconds, matches);
        if (matches.Count == 0) return;
        lock (session.Gate)
        {
            foreach (Message message in matches)
            {
                QualityOfService qos = subscription.Qos < message.Qos ? subscription.Qos : message.Qos;
                session.Replay_NeedsLock(new Delivery(message, qos, Retain: true, subscription.Identifiers));
            }

            session.Pump_NeedsLock(batch);
        }
    }
}
