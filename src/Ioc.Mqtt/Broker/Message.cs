using System.Buffers;
using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Broker;

/// <summary>One message on its way to subscribers; shared by all of them, never changed while anybody holds it.</summary>
/// <remarks>
/// A relayed message comes from the <see cref="MessagePool"/> and returns to it when the last reference is released: the router holds one
/// while it offers, every queued or unacknowledged delivery one more. Who does not release what he held (a session's end, an expiry) does
/// no harm: the collector takes it. Who holds it without a reference must <see cref="Keep"/> it, as the retained store does.
/// </remarks>
internal sealed class Message
{
    /// <summary>Fixed cost of a message, its delivery and its place in a queue, counted into every byte bound.</summary>
    public const int OverheadBytes = 128;

    private readonly MessagePool? _pool;
    private byte[] _bytes = [];
    private ReadOnlyMemory<byte> _topic;
    private ReadOnlyMemory<byte> _payload;
    private ReadOnlyMemory<byte> _properties;
    private QualityOfService _qos;
    private bool _retain;
    private long _expiresAtMilliseconds = long.MaxValue;
    private int _references;
    private volatile bool _isKept;

    public Message()
    {
    }

    public Message(MessagePool pool) => _pool = pool;

    public ReadOnlyMemory<byte> Topic { get => _topic; init => _topic = value; }

    public ReadOnlyMemory<byte> Payload { get => _payload; init => _payload = value; }

    /// <summary>5.0 properties that are passed on unchanged, ready for the wire.</summary>
    public ReadOnlyMemory<byte> Properties { get => _properties; init => _properties = value; }

    public QualityOfService Qos { get => _qos; init => _qos = value; }

    public bool Retain { get => _retain; init => _retain = value; }

    /// <summary>By <see cref="BrokerClock"/>; <see cref="long.MaxValue"/>: never.</summary>
    public long ExpiresAtMilliseconds { get => _expiresAtMilliseconds; init => _expiresAtMilliseconds = value; }

    /// <summary>What the host calls it; changes when the host publishes the same again to the client that still waits for it.</summary>
    public long Tag { get; set; }

    /// <summary>Its number in the store while <see cref="StoreReferences"/> is not 0; both are guarded by the store's lock.</summary>
    public long StoreId { get; set; }

    /// <summary>Kept deliveries, and the retained store, that name it.</summary>
    public int StoreReferences { get; set; }

    /// <summary>True for a figure of this run of the broker: never kept on disk, because it is made anew after a restart.</summary>
    public bool IsOfThisRun { get; init; }

    /// <summary>Set when a newer retained message took this one's place, so that a replay under way does not bring the old state last.</summary>
    public bool IsSuperseded { get; set; }

    public int Bytes => Topic.Length + Payload.Length + Properties.Length + OverheadBytes;

    /// <summary>Bytes of the array it holds for the next message.</summary>
    public int PooledBytes => _bytes.Length;

    public bool IsExpired(long nowMilliseconds) => nowMilliseconds >= ExpiresAtMilliseconds;

    /// <summary>What is left, rounded up, for the Message Expiry Interval of the copy sent [MQTT-3.3.2-6].</summary>
    public uint? RemainingSeconds(long nowMilliseconds) => ExpiresAtMilliseconds == long.MaxValue
        ? null
        : (uint)Math.Clamp((ExpiresAtMilliseconds - nowMilliseconds + 999) / 1000, 0, uint.MaxValue);

    /// <summary>Becomes the message just received, with one reference: the caller's.</summary>
    public void Fill(in PublishView publish, long expiresAtMilliseconds)
    {
        int topicBytes = publish.Topic.Length;
        int payloadBytes = (int)publish.Payload.Length;
        int bytesMax = topicBytes + payloadBytes + publish.Properties.Length;
        if (_bytes.Length < bytesMax) _bytes = GC.AllocateUninitializedArray<byte>(MessagePool.ArrayBytes(bytesMax));
        publish.Topic.CopyTo(_bytes);
        publish.Payload.CopyTo(_bytes.AsSpan(topicBytes));
        int propertyBytes = PublishProperties.CopyForPassingOn(publish.Properties, _bytes.AsSpan(topicBytes + payloadBytes));
        _topic = _bytes.AsMemory(0, topicBytes);
        _payload = _bytes.AsMemory(topicBytes, payloadBytes);
        _properties = _bytes.AsMemory(topicBytes + payloadBytes, propertyBytes);
        _qos = publish.Qos;
        _retain = publish.Retain;
        _expiresAtMilliseconds = expiresAtMilliseconds;
        Tag = 0;
        _references = 1;
    }

    /// <summary>One more holds it. Only for who got it from somebody that holds it at this moment.</summary>
    public void AddReference() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0 && !_isKept) _pool?.Return(this);
    }

    /// <summary>From now on it may be held without a reference; it never returns to the pool.</summary>
    public void Keep() => _isKept = true;
}
