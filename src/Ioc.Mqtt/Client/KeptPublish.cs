namespace Ioc.Mqtt.Client;

/// <summary>One message that an <see cref="MqttLink"/> keeps until it is settled, over as many connections as that takes.</summary>
/// <param name="message">What to publish.</param>
/// <param name="sequence">Its place in the order of publishing.</param>
/// <param name="queuedAt">Timestamp, for its expiry.</param>
/// <param name="settled">Told once.</param>
internal sealed class KeptPublish(MqttMessage message, long sequence, long queuedAt, Action<PublishResult> settled)
{
    private int _settled;

    public MqttMessage Message { get; } = message;

    public long Sequence { get; } = sequence;

    public long QueuedAt { get; } = queuedAt;

    public byte[] Properties { get; } = MessageProperties.Encode(message);

    /// <summary>0: never sent in this session.</summary>
    public ushort PacketId { get; set; }

    /// <summary>QoS 2: PUBREC came, so PUBREL is what must be repeated; its place in the order of releases, 0 before.</summary>
    public long ReleasedAs { get; set; }

    /// <summary>Sent on this connection, so that its acknowledgement gives back a place in the window.</summary>
    public bool HoldsWindow { get; set; }

    public bool IsSettled => Volatile.Read(ref _settled) != 0;

    public void Settle(in PublishResult result)
    {
        if (Interlocked.Exchange(ref _settled, 1) == 0) settled(result);
    }
}
