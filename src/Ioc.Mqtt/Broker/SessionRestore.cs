using Ioc.Mqtt.Persistence;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// Brings the broker's state back from the store's image. Wall-clock times become the broker's own: what ran out while the process was away
/// has run out, and a session whose client was connected counts from now.
/// </summary>
internal sealed class SessionRestore(BrokerParts parts, StateLog store)
{
    private readonly Dictionary<long, Message> _messages = [];
    private readonly long _nowUnix = store.NowUnixMilliseconds;

    public void Restore(StoreImage image)
    {
        parts.Sessions.NumberAfter(image.LastSessionNumber);
        foreach (StoredMessage retained in image.Retained.Values) parts.Retained.Restore(MessageOf(retained));
        foreach (SessionImage session in image.Sessions.Values.OrderBy(s => s.Number)) Restore(session);
        // Those whose time has come end when all are there: others of their groups inherit what they had.
        parts.Sessions.Tick(parts.Clock.NowMilliseconds);
    }

    private void Restore(SessionImage image)
    {
        bool wasConnected = image.EndsAtUnixMilliseconds == long.MaxValue;
        long expiryMilliseconds = image.ExpirySeconds * 1000L;
        // A clock that was set back must not lengthen what was promised.
        long left = wasConnected ? expiryMilliseconds : Math.Min(image.EndsAtUnixMilliseconds - _nowUnix, expiryMilliseconds);
        var session = new Session(image.Number, image.ClientId, parts, isKept: true) { ExpirySeconds = image.ExpirySeconds };
        session.Restore(image.Inflight.Select(InflightOf), image.Queue.Select(DeliveryOf), image.Received);
        foreach ((string filter, StoredSubscription stored) in image.Subscriptions)
        {
            var subscription = new Subscription(session, filter, StoredFlags.Qos(stored.Options))
            {
                NoLocal = StoredFlags.NoLocal(stored.Options),
                RetainAsPublished = StoredFlags.RetainAsPublished(stored.Options),
                RetainHandling = StoredFlags.Handling(stored.Options),
                Identifier = stored.Identifier,
            };
            session.Subscriptions[filter] = subscription;
            parts.Subscriptions.Put(subscription, replaced: null);
        }

        if (wasConnected) store.Session(image.Number, image.ClientId, image.ExpirySeconds, left);
        parts.Sessions.Restore(session, parts.Clock.NowMilliseconds + left);
    }

    /// <summary>It may have reached the client before the crash, so it goes out with DUP.</summary>
    private InflightEntry InflightOf(StoredInflight stored) =>
        new(stored.PacketId, DeliveryOf(stored.Delivery)) { IsReleased = stored.IsReleased, IsAttempted = true };

    private Delivery DeliveryOf(StoredDelivery stored) =>
        new(MessageOf(stored.Message), StoredFlags.Qos(stored.Flags), StoredFlags.Retain(stored.Flags), stored.SubscriptionIdentifiers)
        {
            SharedFilter = stored.SharedFilter,
        };

    /// <summary>One object for all who refer to it, as it was.</summary>
    private Message MessageOf(StoredMessage stored)
    {
        if (_messages.TryGetValue(stored.Id, out Message? known)) return known;
        bool expires = stored.ExpiresAtUnixMilliseconds != long.MaxValue;
        var message = new Message
        {
            Topic = stored.Topic.ToArray(),
            Payload = stored.Payload,
            Properties = stored.Properties.ToArray(),
            Qos = StoredFlags.Qos(stored.Flags),
            Retain = StoredFlags.Retain(stored.Flags),
            ExpiresAtMilliseconds = expires ? parts.Clock.NowMilliseconds + (stored.ExpiresAtUnixMilliseconds - _nowUnix) : long.MaxValue,
            StoreId = stored.Id,
            StoreReferences = stored.References,
        };
        _messages.Add(stored.Id, message);
        return message;
    }
}
