namespace Ioc.Mqtt.Persistence;

/// <summary>Writes each kind of <see cref="RecordKind"/>; the running broker and the snapshot use the same.</summary>
internal static class Records
{
    public static void Session(RecordBuffer buffer, long number, uint expirySeconds, long endsAtUnixMilliseconds, string clientId)
    {
        Begin(buffer, RecordKind.Session, number);
        buffer.U32(expirySeconds);
        buffer.I64(endsAtUnixMilliseconds);
        buffer.Text(clientId);
    }

    public static void SessionEnded(RecordBuffer buffer, long number) => Begin(buffer, RecordKind.SessionEnded, number);

    public static void Subscribed(RecordBuffer buffer, long number, in StoredSubscription subscription, string filter)
    {
        Begin(buffer, RecordKind.Subscribed, number);
        buffer.U8(subscription.Options);
        buffer.U32(subscription.Identifier);
        buffer.Text(filter);
    }

    public static void Unsubscribed(RecordBuffer buffer, long number, string filter)
    {
        Begin(buffer, RecordKind.Unsubscribed, number);
        buffer.Text(filter);
    }

    public static void Queued(RecordBuffer buffer, long number, long messageId, byte flags, ReadOnlySpan<uint> identifiers, string? sharedFilter)
    {
        Begin(buffer, RecordKind.Queued, number);
        Delivery(buffer, messageId, flags, identifiers, sharedFilter);
    }

    public static void SentUnqueued(RecordBuffer buffer, long number, ushort packetId, long messageId, byte flags, ReadOnlySpan<uint> identifiers, string? sharedFilter)
    {
        Begin(buffer, RecordKind.SentUnqueued, number);
        buffer.U16(packetId);
        Delivery(buffer, messageId, flags, identifiers, sharedFilter);
    }

    public static void Dropped(RecordBuffer buffer, long number, long messageId)
    {
        Begin(buffer, RecordKind.Dropped, number);
        buffer.I64(messageId);
    }

    /// <summary>Sent, Done, Released, Received, ReceivedDone.</summary>
    public static void Packet(RecordBuffer buffer, RecordKind kind, long number, ushort packetId)
    {
        Begin(buffer, kind, number);
        buffer.U16(packetId);
    }

    public static void Message(
        RecordBuffer buffer, long id, byte flags, long expiresAtUnixMilliseconds, ReadOnlySpan<byte> topic, ReadOnlySpan<byte> properties, ReadOnlySpan<byte> payload)
    {
        Begin(buffer, RecordKind.Message, id);
        buffer.U8(flags);
        buffer.I64(expiresAtUnixMilliseconds);
        buffer.U16(topic.Length);
        buffer.U32((uint)properties.Length);
        buffer.U32((uint)payload.Length);
        buffer.Bytes(topic);
        buffer.Bytes(properties);
        buffer.Bytes(payload);
    }

    public static void Retained(RecordBuffer buffer, long messageId) => Begin(buffer, RecordKind.Retained, messageId);

    public static void RetainedRemoved(RecordBuffer buffer, ReadOnlySpan<byte> topic)
    {
        buffer.U8((byte)RecordKind.RetainedRemoved);
        buffer.U16(topic.Length);
        buffer.Bytes(topic);
    }

    public static void SnapshotEnd(RecordBuffer buffer, StoreImage image, long lastTicket)
    {
        Begin(buffer, RecordKind.SnapshotEnd, image.LastSessionNumber);
        buffer.I64(image.LastMessageId);
        buffer.I64(lastTicket);
    }

    private static void Begin(RecordBuffer buffer, RecordKind kind, long subject)
    {
        buffer.U8((byte)kind);
        buffer.I64(subject);
    }

    private static void Delivery(RecordBuffer buffer, long messageId, byte flags, ReadOnlySpan<uint> identifiers, string? sharedFilter)
    {
        buffer.I64(messageId);
        buffer.U8(flags);
        buffer.U16(identifiers.Length);
        foreach (uint identifier in identifiers) buffer.U32(identifier);
        if (sharedFilter is not null) buffer.Text(sharedFilter);
    }
}
