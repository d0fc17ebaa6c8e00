using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// What the broker's parts tell the store: one method for each change of a session that is kept, each answering the ticket of the commit
/// that makes it durable. They only copy bytes, callable from any thread and under any lock.
/// </summary>
/// <remarks>
/// A message is written once, before the first record that names it, and counted while deliveries or the retained store name it; at none
/// it is forgotten, here and by whoever replays the log.
/// </remarks>
internal sealed class StateLog(CommitQueue commits, TimeProvider time, long lastMessageId)
{
    private long _lastMessageId = lastMessageId;
    private BrokerClock? _clock;

    public CommitQueue Commits { get; } = commits;

    public long NowUnixMilliseconds => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The clock that messages expire by; theirs is monotonic and begins with the process, ours outlives it.</summary>
    public void Attach(BrokerClock clock) => _clock = clock;

    /// <summary>The session exists; <paramref name="endsInMilliseconds"/> null: its client is connected.</summary>
    public long Session(long number, string clientId, long expirySeconds, long? endsInMilliseconds)
    {
        long endsAt = endsInMilliseconds is { } left ? NowUnixMilliseconds + left : long.MaxValue;
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.Session(buffer, number, (uint)Math.Min(expirySeconds, uint.MaxValue), endsAt, clientId);
            return Commits.Added_NeedsLock(before);
        }
    }

    public long SessionEnded(long number, List<Message> held)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.SessionEnded(buffer, number);
            foreach (Message message in held) message.StoreReferences--;
            return Commits.Added_NeedsLock(before);
        }
    }

    public long Subscribed(long number, Subscription subscription)
    {
        byte options = StoredFlags.Of(subscription.Qos, subscription.NoLocal, subscription.RetainAsPublished, subscription.RetainHandling);
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.Subscribed(buffer, number, new StoredSubscription(options, subscription.Identifier), subscription.Filter);
            return Commits.Added_NeedsLock(before);
        }
    }

    public long Unsubscribed(long number, string filter)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.Unsubscribed(buffer, number, filter);
            return Commits.Added_NeedsLock(before);
        }
    }

    public long Queued(long number, in Delivery delivery)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Reference_NeedsLock(buffer, delivery.Message);
            Records.Queued(buffer, number, delivery.Message.StoreId, FlagsOf(delivery), delivery.SubscriptionIdentifiers, delivery.SharedFilter);
            return Commits.Added_NeedsLock(before);
        }
    }

    /// <summary>A delivery that was never queued goes out.</summary>
    public long SentUnqueued(long number, ushort packetId, in Delivery delivery)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Reference_NeedsLock(buffer, delivery.Message);
            Records.SentUnqueued(
                buffer, number, packetId, delivery.Message.StoreId, FlagsOf(delivery), delivery.SubscriptionIdentifiers, delivery.SharedFilter);
            return Commits.Added_NeedsLock(before);
        }
    }

    /// <summary>The queue's first delivery goes out.</summary>
    public long Sent(long number, ushort packetId) => Packet(RecordKind.Sent, number, packetId);

    public long Released(long number, ushort packetId) => Packet(RecordKind.Released, number, packetId);

    public long Received(long number, ushort packetId) => Packet(RecordKind.Received, number, packetId);

    public long ReceivedDone(long number, ushort packetId) => Packet(RecordKind.ReceivedDone, number, packetId);

    /// <summary>The first delivery of this message left the queue unsent.</summary>
    public long Dropped(long number, Message message)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.Dropped(buffer, number, message.StoreId);
            message.StoreReferences--;
            return Commits.Added_NeedsLock(before);
        }
    }

    public long Done(long number, ushort packetId, Message message)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.Packet(buffer, RecordKind.Done, number, packetId);
            message.StoreReferences--;
            return Commits.Added_NeedsLock(before);
        }
    }

    /// <summary>The topic's retained message is now this one (null: none), and no longer that one.</summary>
    public long Retained(Message? message, Message? old)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            if (message is not null)
            {
                Reference_NeedsLock(buffer, message);
                Records.Retained(buffer, message.StoreId);
            }
            else if (old is not null)
            {
                Records.RetainedRemoved(buffer, old.Topic.Span);
            }

            if (old is not null) old.StoreReferences--;
            return Commits.Added_NeedsLock(before);
        }
    }

    private static byte FlagsOf(in Delivery delivery) => StoredFlags.Of(delivery.Qos, delivery.Retain, delivery.SharedFilter is not null);

    private long Packet(RecordKind kind, long number, ushort packetId)
    {
        lock (Commits.Gate)
        {
            RecordBuffer buffer = Begin_NeedsLock(out int before);
            Records.Packet(buffer, kind, number, packetId);
            return Commits.Added_NeedsLock(before);
        }
    }

    private RecordBuffer Begin_NeedsLock(out int lengthBefore)
    {
        RecordBuffer buffer = Commits.Filling_NeedsLock;
        lengthBefore = buffer.Length;
        return buffer;
    }

    private void Reference_NeedsLock(RecordBuffer buffer, Message message)
    {
        if (message.StoreReferences++ > 0) return;
        message.StoreId = ++_lastMessageId;
        long expiresAt = message.ExpiresAtMilliseconds == long.MaxValue
            ? long.MaxValue
            : NowUnixMilliseconds + message.ExpiresAtMilliseconds - _clock!.NowMilliseconds;
        Records.Message(
            buffer, message.StoreId, StoredFlags.Of(message.Qos, message.Retain), expiresAt, message.Topic.Span, message.Properties.Span, message.Payload.Span);
    }
}
