using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt.Client;

/// <summary>Every bound of a client, with its unit in the name and its reason beside it. Nothing here may be unlimited.</summary>
public sealed record ClientLimits
{
    /// <summary>Time for the network and CONNACK together, in seconds; default 10.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; init; } = 10;

    /// <summary>QoS 1 and 2 publishes under way at most; default 64; the broker's Receive Maximum may lower it.</summary>
    [Range(1, 65_535)]
    public int InflightMax { get; init; } = 64;

    /// <summary>QoS 1 and 2 messages the broker may have under way towards us (5.0); default 64. One that sends more is disconnected with 0x93.</summary>
    [Range(1, 65_535)]
    public int ReceiveMax { get; init; } = 64;

    /// <summary>
    /// Messages that a 5.0 broker may have under way before the connection is ended for it; default 0: <see cref="ReceiveMax"/>, as the standard
    /// says. More for brokers that keep no count over their restart; whoever sets it has room for so many.
    /// </summary>
    [Range(0, 65_536)]
    public int ReceiveTolerated { get; init; }

    /// <summary>Largest packet taken, in bytes; default 256 KiB, as the broker's own.</summary>
    [Range(128, 16 * 1024 * 1024)]
    public int PacketBytesMax { get; init; } = 256 * 1024;

    /// <summary>Bytes that may wait for a broker that does not read; default 1 MiB; then the connection is dropped.</summary>
    [Range(4_096, int.MaxValue)]
    public int WriteBufferBytesMax { get; init; } = 1024 * 1024;

    /// <summary>Topic aliases that the broker may use towards us (5.0); default 16: each is a topic in memory.</summary>
    [Range(0, 65_535)]
    public int TopicAliasMax { get; init; } = 16;

    /// <summary>
    /// Topic aliases that we use towards the broker, if it allows as many (5.0); default 0. The first topics of a connection get them: worth it
    /// for who publishes on the same few topics all day.
    /// </summary>
    [Range(0, 65_535)]
    public int TopicAliasesUsedMax { get; init; }

    /// <summary>How long a clean end waits for the broker to close, in seconds; default 2; then we close.</summary>
    [Range(1, 60)]
    public int CloseLingerSeconds { get; init; } = 2;

    /// <summary>
    /// Messages that an <see cref="MqttLink"/> keeps until they are acknowledged, waiting or under way; default 1,000. Beyond them
    /// <see cref="MqttLink.PublishAsync"/> waits: the publisher pays.
    /// </summary>
    [Range(1, 1_000_000)]
    public int QueuedMessagesMax { get; init; } = 1_000;

    /// <summary>Topic and payload bytes of those messages; default 8 MiB. A single larger message is taken when the queue is empty.</summary>
    [Range(1_024, int.MaxValue)]
    public int QueuedBytesMax { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// First ceiling of the wait before a reconnect, in milliseconds; default 500. It doubles with each failure in a row, and the wait is drawn
    /// evenly below it (full jitter), so that thousands of clients that lost the same broker do not come back in step.
    /// </summary>
    [Range(10, 60_000)]
    public int ReconnectFirstMilliseconds { get; init; } = 500;

    /// <summary>Highest ceiling of that wait, in seconds; default 60: a broker that comes back is used within a minute.</summary>
    [Range(1, 3_600)]
    public int ReconnectSecondsMax { get; init; } = 60;

    /// <summary>
    /// Wait after an answer that will stay the same until a person acts (a wrong password, a certificate that is not trusted), in seconds;
    /// default 60, drawn between half and all of it. Brokers lock out who hammers them.
    /// </summary>
    [Range(1, 3_600)]
    public int RefusedSeconds { get; init; } = 60;

    /// <summary>A connection that held so long counts as good, in seconds; default 10: one that dies at once keeps the wait growing.</summary>
    [Range(1, 600)]
    public int StableSeconds { get; init; } = 10;
}
