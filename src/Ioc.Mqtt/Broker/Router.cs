namespace Ioc.Mqtt.Broker;

/// <summary>From one message to the sessions whose subscriptions match it.</summary>
internal sealed class Router(SubscriptionTree subscriptions, RetainedMessages retained, BrokerMetrics metrics)
{
    [ThreadStatic]
    private static List<Subscription>? scratch;

    /// <summary>
    /// Stores it if it is to be retained and hands it to every matching session, or only to one client's. The publisher, null for the
    /// host's own messages, counts for No Local.
    /// </summary>
    /// <returns>Sessions it was sent or queued to.</returns>
    public int Route(Message message, Session? publisher, string? onlyClientId, FlushBatch batch)
    {
        if (message.Retain) metrics.Counted(retained.Put(message), DropReason.RetainedStoreFull);
        List<Subscription> matches = scratch ??= [];
        subscriptions.Match(message.Topic, matches);
        if (matches.Count > 1) matches.Sort(static (a, b) => a.Session.Number.CompareTo(b.Session.Number));
        int taken = 0;
        for (int i = 0; i < matches.Count;)
        {
            int end = i + 1;
            while (end < matches.Count && matches[end].Session == matches[i].Session) end++;
            Session session = matches[i].Session;
            if ((onlyClientId is null || session.ClientId == onlyClientId)
                && TryMerge(message, matches, i, end, publisher, out Delivery delivery)
                && session.Offer(delivery, batch))
            {
                taken++;
            }

            i = end;
        }

        matches.Clear();
        return taken;
    }

    /// <summary>Overlapping subscriptions of one session become one delivery with the highest QoS and all identifiers [MQTT-3.3.5-1], [MQTT-3.3.4-3].</summary>
    private static bool TryMerge(Message message, List<Subscription> matches, int start, int end, Session? publisher, out Delivery delivery)
    {
        bool any = false;
        bool retain = false;
        var qos = QualityOfService.AtMostOnce;
        uint[] identifiers = [];
        for (int i = start; i < end; i++)
        {
            Subscription subscription = matches[i];
            if (subscription.NoLocal && subscription.Session == publisher) continue;
            any = true;
            if (subscription.Qos > qos) qos = subscription.Qos;
            retain |= subscription.RetainAsPublished && message.Retain;
            if (subscription.Identifier != 0) identifiers = [.. identifiers, subscription.Identifier];
        }

        delivery = new Delivery(message, qos < message.Qos ? qos : message.Qos, retain, identifiers);
        return any;
    }
}
