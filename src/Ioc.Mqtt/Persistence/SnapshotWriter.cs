namespace Ioc.Mqtt.Persistence;

/// <summary>Writes an image as records, in frames of about a mebibyte.</summary>
internal sealed class SnapshotWriter(LogWriter file)
{
    private const int FrameBytes = 1024 * 1024;

    private readonly RecordBuffer _buffer = new(FrameBytes + (64 * 1024));
    private readonly HashSet<long> _written = [];
    private long _frames;

    public void Write(StoreImage image, long lastTicket)
    {
        foreach (SessionImage session in image.Sessions.Values)
        {
            Records.Session(_buffer, session.Number, session.ExpirySeconds, session.EndsAtUnixMilliseconds, session.ClientId);
            foreach ((string filter, StoredSubscription subscription) in session.Subscriptions) Records.Subscribed(_buffer, session.Number, subscription, filter);
            foreach (ushort packetId in session.Received) Records.Packet(_buffer, RecordKind.Received, session.Number, packetId);
            WriteInflight(session);
            foreach (StoredDelivery delivery in session.Queue)
            {
                WriteMessage(delivery.Message);
                Records.Queued(_buffer, session.Number, delivery.Message.Id, delivery.Flags, delivery.SubscriptionIdentifiers, delivery.SharedFilter);
            }

            EndFrame(FrameBytes);
        }

        foreach (StoredMessage message in image.Retained.Values)
        {
            WriteMessage(message);
            Records.Retained(_buffer, message.Id);
        }

        Records.SnapshotEnd(_buffer, image, lastTicket);
        EndFrame(bytesMin: 0);
    }

    private void WriteInflight(SessionImage session)
    {
        foreach (StoredInflight entry in session.Inflight)
        {
            WriteMessage(entry.Delivery.Message);
            StoredDelivery sent = entry.Delivery;
            Records.SentUnqueued(
                _buffer, session.Number, entry.PacketId, sent.Message.Id, sent.Flags, sent.SubscriptionIdentifiers, sent.SharedFilter);
            if (entry.IsReleased) Records.Packet(_buffer, RecordKind.Released, session.Number, entry.PacketId);
        }
    }

    /// <summary>Once, before the first record that names it.</summary>
    private void WriteMessage(StoredMessage message)
    {
        EndFrame(FrameBytes);
        if (!_written.Add(message.Id)) return;
        Records.Message(
            _buffer, message.Id, message.Flags, message.ExpiresAtUnixMilliseconds, message.Topic, message.Properties, message.Payload.Span);
    }

    private void EndFrame(int bytesMin)
    {
        if (_buffer.Length < bytesMin) return;
        file.Write(_buffer.Frame, ++_frames);
        file.Flush(_buffer.Length);
        _buffer.Clear(int.MaxValue);
    }
}
