using System.Runtime.InteropServices;

namespace Ioc.Mqtt.Broker;

/// <summary>From one message to the sessions whose subscriptions match it.</summary>
internal sealed class Router(SubscriptionTree subscriptions, RetainedMessages retained, BrokerMetrics metrics)
{
    [ThreadStatic]
    private static RouterScratch? scratch;

    /// <summary>
    /// Stores it if it is to be retained and hands it to every matching session and to one member of every matching group, or only to one
    /// client's. The publisher, null for the host's own messages, counts for No Local.
    /// </summary>
    /// <returns>Sessions it was sent or queued to; one that also shares a filter counts for each.</returns>
    public int Route(Message message, Session? publisher, string? onlyClientId, FlushBatch batch)
    {
        if (message.Retain) metrics.Counted(retained.Put(message, batch), DropReason.RetainedStoreFull);
        RouterScratch use = scratch ??= new RouterScratch();
        subscriptions.Match(message.Topic.Span, use.Matches);
        int taken = use.Matches.Filters.Count switch
        {
            0 => 0,
            // One filter has one subscription of each session: nothing to merge.
            1 => OfferToEach(use.Matches.Filters[0], message, publisher, onlyClientId, batch),
            _ => OfferMerged(use, message, publisher, onlyClientId, batch),
        };
        foreach (SharedGroup group in use.Matches.Groups)
        {
            if (group.Offer(message, onlyClientId, batch)) taken++;
        }

        use.Clear();
        return taken;
    }

    /// <summary>A member's session ended before it had this message: another member gets it (5.0 §4.8.2). Nobody, when there is no other.</summary>
    public void Reassign(in Delivery delivery, FlushBatch batch) =>
        subscriptions.FindGroup(delivery.SharedFilter!)?.Offer(delivery.Message, onlyClientId: null, batch);

    private static int OfferToEach(SubscriberList subscribers, Message message, Session? publisher, string? onlyClientId, FlushBatch batch)
    {
        int taken = 0;
        foreach (Subscription? subscription in subscribers.Slots)
        {
            if (subscription is null || !IsMeant(subscription, publisher, onlyClientId)) continue;
            var delivery = new Delivery(message, Lower(subscription.Qos, message.Qos), subscription.RetainAsPublished && message.Retain, subscription.Identifiers);
            if (subscription.Session.Offer(delivery, batch)) taken++;
        }

        return taken;
    }

    private static int OfferMerged(RouterScratch use, Message message, Session? publisher, string? onlyClientId, FlushBatch batch)
    {
        List<Subscription> all = use.Subscriptions;
        foreach (SubscriberList filter in use.Matches.Filters)
        {
            foreach (Subscription? subscription in filter.Slots)
            {
                if (subscription is not null && IsMeant(subscription, publisher, onlyClientId)) all.Add(subscription);
            }
        }

        all.Sort(static (a, b) => a.Session.Number.CompareTo(b.Session.Number));
        ReadOnlySpan<Subscription> sorted = CollectionsMarshal.AsSpan(all);
        int taken = 0;
        while (!sorted.IsEmpty)
        {
            Session session = sorted[0].Session;
            int count = 1;
            while (count < sorted.Length && sorted[count].Session == session) count++;
            if (session.Offer(Merge(message, sorted[..count], use.Identifiers), batch)) taken++;
            sorted = sorted[count..];
        }

        return taken;
    }

    /// <summary>Overlapping subscriptions of one session become one delivery with the highest QoS and all identifiers [MQTT-3.3.5-1], [MQTT-3.3.4-3].</summary>
    private static Delivery Merge(Message message, ReadOnlySpan<Subscription> own, List<uint> identifiers)
    {
        bool retain = false;
        var qos = QualityOfService.AtMostOnce;
        identifiers.Clear();
        foreach (Subscription subscription in own)
        {
            if (subscription.Qos > qos) qos = subscription.Qos;
            retain |= subscription.RetainAsPublished && message.Retain;
            if (subscription.Identifier != 0) identifiers.Add(subscription.Identifier);
        }

        uint[] carried = own.Length == 1 ? own[0].Identifiers : own[0].Session.IdentifierSets.Get(CollectionsMarshal.AsSpan(identifiers));
        return new Delivery(message, Lower(qos, message.Qos), retain, carried);
    }

    private static bool IsMeant(Subscription subscription, Session? publisher, string? onlyClientId) =>
        (onlyClientId is null || subscription.Session.ClientId == onlyClientId) && !(subscription.NoLocal && subscription.Session == publisher);

    private static QualityOfService Lower(QualityOfService a, QualityOfService b) => a < b ? a : b;
}
