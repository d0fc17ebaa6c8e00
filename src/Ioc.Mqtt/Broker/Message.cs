namespace Ioc.Mqtt.Broker;

/// <summary>
/// One message on its way to subscribers, shared by all of them. It does not change while anybody holds it; that of a QoS 0 publish, which
/// nobody keeps, serves the next one (see <see cref="PublishHandler"/>).
/// </summary>
internal sealed class Message
{
    /// <summary>Fixed cost of a message, its delivery and its place in a queue, counted into every byte bound.</summary>
    private const int OverheadBytes = 128;

    public required byte[] Topic { get; set; }

    public required ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>5.0 properties that are passed on unchanged, ready for the wire.</summary>
    public byte[] Properties { get; set; } = [];

    public QualityOfService Qos { get; init; }

    public bool Retain { get; init; }

    /// <summary>By <see cref="BrokerClock"/>; <see cref="long.MaxValue"/>: never.</summary>
    public long ExpiresAtMilliseconds { get; set; } = long.MaxValue;

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

    public bool IsExpired(long nowMilliseconds) => nowMilliseconds >= ExpiresAtMilliseconds;

    /// <summary>What is left, rounded up, for the Message Expiry Interval of the copy sent [MQTT-3.3.2-6].</summary>
    public uint? RemainingSeconds(long nowMilliseconds) => ExpiresAtMilliseconds == long.MaxValue
        ? null
        : (uint)Math.Clamp((ExpiresAtMilliseconds - nowMilliseconds + 999) / 1000, 0, uint.MaxValue);
}
