using System.Text;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// The state that the records describe: a start builds it and the broker restores from it, a compaction builds it and writes it as one
/// snapshot. While the broker runs, nobody keeps one.
/// </summary>
/// <remarks>A record of a session that is no more is passed over: a late answer of the sink may name one.</remarks>
internal sealed class StoreImage
{
    private readonly Dictionary<long, StoredMessage> _messages = [];

    public Dictionary<long, SessionImage> Sessions { get; } = [];

    /// <summary>By topic.</summary>
    public Dictionary<string, StoredMessage> Retained { get; } = new(StringComparer.Ordinal);

    public long LastSessionNumber { get; private set; }

    public long LastMessageId { get; private set; }

    /// <summary>The last commit that a snapshot says it contains.</summary>
    public long LastTicket { get; private set; }

    /// <summary>Set by the record every snapshot ends with.</summary>
    public bool IsSnapshotWhole { get; private set; }

    public void Apply(ReadOnlySpan<byte> records)
    {
        var reader = new RecordReader(records);
        while (!reader.IsAtEnd)
        {
            var kind = (RecordKind)reader.U8();
            if (kind >= RecordKind.Message) ApplyShared(kind, ref reader);
            else ApplyToSession(kind, reader.I64(), ref reader);
        }
    }

    private void ApplyShared(RecordKind kind, ref RecordReader reader)
    {
        switch (kind)
        {
            case RecordKind.Message:
                AddMessage(ref reader);
                break;
            case RecordKind.Retained:
                StoredMessage message = Find(reader.I64());
                message.References++;
                Unretain(Encoding.UTF8.GetString(message.Topic));
                Retained[Encoding.UTF8.GetString(message.Topic)] = message;
                break;
            case RecordKind.RetainedRemoved:
                Unretain(reader.Text());
                break;
            case RecordKind.SnapshotEnd:
                LastSessionNumber = reader.I64();
                LastMessageId = reader.I64();
                LastTicket = reader.I64();
                IsSnapshotWhole = true;
                break;
            default:
                throw new StoreException($"The MQTT store has a record of unknown kind {(byte)kind}: it was written by a newer version of this program.");
        }
    }

    private void ApplyToSession(RecordKind kind, long number, ref RecordReader reader)
    {
        SessionImage? session = Sessions.GetValueOrDefault(number);
        switch (kind)
        {
            case RecordKind.Session:
                PutSession(session, number, ref reader);
                break;
            case RecordKind.SessionEnded:
                if (Sessions.Remove(number, out SessionImage? ended)) End(ended);
                break;
            case RecordKind.Subscribed:
                var subscription = new StoredSubscription(reader.U8(), reader.U32());
                string filter = reader.Text();
                if (session is not null) session.Subscriptions[filter] = subscription;
                break;
            case RecordKind.Unsubscribed:
                string gone = reader.Text();
                session?.Subscriptions.Remove(gone);
                break;
            case RecordKind.Dropped:
                long messageId = reader.I64();
                Unreference(session?.Drop(messageId));
                break;
            case RecordKind.Queued or RecordKind.SentUnqueued:
                Deliver(kind, session, ref reader);
                break;
            default:
                ApplyToPacket(kind, session, reader.U16());
                break;
        }
    }

    private void ApplyToPacket(RecordKind kind, SessionImage? session, ushort packetId)
    {
        if (session is null) return;
        switch (kind)
        {
            case RecordKind.Sent:
                if (!session.TrySend(packetId)) throw new StoreException($"The MQTT store sends packet {packetId} of {session.ClientId} from an empty queue: a bug of this program.");
                break;
            case RecordKind.Done:
                Unreference(session.Done(packetId));
                break;
            case RecordKind.Released:
                session.Release(packetId);
                break;
            case RecordKind.Received:
                session.Received.Add(packetId);
                break;
            case RecordKind.ReceivedDone:
                session.Received.Remove(packetId);
                break;
            default:
                throw new StoreException($"The MQTT store has a record of unknown kind {(byte)kind}: it was written by a newer version of this program.");
        }
    }

    private void PutSession(SessionImage? session, long number, ref RecordReader reader)
    {
        uint expirySeconds = reader.U32();
        long endsAt = reader.I64();
        string clientId = reader.Text();
        if (session is null) Sessions[number] = session = new SessionImage(number, clientId);
        session.ExpirySeconds = expirySeconds;
        session.EndsAtUnixMilliseconds = endsAt;
        LastSessionNumber = Math.Max(LastSessionNumber, number);
    }

    private void Deliver(RecordKind kind, SessionImage? session, ref RecordReader reader)
    {
        ushort packetId = kind == RecordKind.SentUnqueued ? reader.U16() : (ushort)0;
        long messageId = reader.I64();
        byte flags = reader.U8();
        int count = reader.U16();
        uint[] identifiers = count == 0 ? [] : new uint[count];
        for (int i = 0; i < count; i++) identifiers[i] = reader.U32();
        string? sharedFilter = StoredFlags.Shared(flags) ? reader.Text() : null;
        if (session is null) return;
        var delivery = new StoredDelivery(Find(messageId), flags, identifiers, sharedFilter);
        delivery.Message.References++;
        if (kind == RecordKind.Queued) session.Enqueue(delivery);
        else session.Inflight.Add(new StoredInflight(packetId, delivery, IsReleased: false));
    }

    private void AddMessage(ref RecordReader reader)
    {
        long id = reader.I64();
        byte flags = reader.U8();
        long expiresAt = reader.I64();
        int topicBytes = reader.U16();
        int propertiesBytes = (int)reader.U32();
        int payloadBytes = (int)reader.U32();
        _messages[id] = new StoredMessage(id, flags, expiresAt, topicBytes, propertiesBytes, reader.Take(topicBytes + propertiesBytes + payloadBytes).ToArray());
        LastMessageId = Math.Max(LastMessageId, id);
    }

    private StoredMessage Find(long messageId) =>
        _messages.GetValueOrDefault(messageId) ?? throw new StoreException($"The MQTT store names message {messageId}, which it does not have: a bug of this program.");

    private void End(SessionImage session)
    {
        foreach (StoredDelivery delivery in session.Queue) Unreference(delivery.Message);
        foreach (StoredInflight entry in session.Inflight) Unreference(entry.Delivery.Message);
    }

    private void Unretain(string topic)
    {
        if (Retained.Remove(topic, out StoredMessage? old)) Unreference(old);
    }

    private void Unreference(StoredMessage? message)
    {
        if (message is not null && --message.References == 0) _messages.Remove(message.Id);
    }
}
