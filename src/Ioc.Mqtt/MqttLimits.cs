using System.ComponentModel.DataAnnotations;

namespace Ioc.Mqtt;

/// <summary>Every bound of the broker, with its unit in the name and its reason beside it. Nothing here may be unlimited.</summary>
public sealed record MqttLimits
{
    /// <summary>
    /// Largest whole packet taken, in bytes; default 256 KiB, range 128 B to 16 MiB. Telemetry is under 2 KiB; the largest honest
    /// packet is a configuration of a site with many cells. Advertised to 5.0 clients as Maximum Packet Size.
    /// </summary>
    [Range(128, 16 * 1024 * 1024)]
    public int PacketBytesMax { get; init; } = 256 * 1024;

    /// <summary>Levels in a topic name or filter; default 16, because ours have five and each level is a step of every match.</summary>
    [Range(1, 1024)]
    public int TopicLevelsMax { get; init; } = 16;

    /// <summary>Bytes of a client identifier; default 256. The specification promises only 23, our device ids have up to 64.</summary>
    [Range(23, 65_535)]
    public int ClientIdBytesMax { get; init; } = 256;

    /// <summary>
    /// Highest QoS taken from clients and granted to them; default 2. Below 2 it is advertised to 5.0 clients as Maximum QoS, a publish
    /// above it ends the connection, a will above it is refused, and a subscription that asks for more is granted this much.
    /// </summary>
    public QualityOfService QosMax { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>
    /// QoS 1 and 2 messages sent to one client and not yet acknowledged; default 512, and at most <see cref="QueuedBytesPerSessionMax"/>. While
    /// others publish without a pause, an acknowledgement waits some milliseconds for its turn: 64 in flight made 60,000 messages a second,
    /// 256 twice as many. A client may ask for fewer.
    /// </summary>
    [Range(1, 65_535)]
    public int InflightMax { get; init; } = 512;

    /// <summary>
    /// QoS 1 and 2 publishes of one client that are not yet acknowledged by us; default 1,024, sixteen bytes each. Advertised to 5.0
    /// clients as Receive Maximum; a 3.1.1 client that sends more is not read until acknowledgements go out.
    /// </summary>
    [Range(1, 65_535)]
    public int ReceiveMax { get; init; } = 1_024;

    /// <summary>Topic aliases a 5.0 client may use towards us; default 16: a device has four channels.</summary>
    [Range(0, 65_535)]
    public int TopicAliasMax { get; init; } = 16;

    /// <summary>
    /// Topic aliases we use towards a 5.0 client that allows as many; default 64, about 4 KiB for a client that follows more topics than
    /// that. Its first 64 topics get one.
    /// </summary>
    [Range(0, 65_535)]
    public int TopicAliasesToClientMax { get; init; } = 64;

    /// <summary>Messages waiting for one absent or slow client; default 1,000: commands expire within minutes, so a longer queue is a fault.</summary>
    [Range(1, 1_000_000)]
    public int QueuedMessagesPerSessionMax { get; init; } = 1_000;

    /// <summary>Topic, property and payload bytes waiting for one client, and as many on their way to it; default 4 MiB.</summary>
    [Range(1_024, int.MaxValue)]
    public int QueuedBytesPerSessionMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Topic, property and payload bytes waiting in all queues together, a message counted for each; default 512 MiB. Beyond it a queue
    /// takes a message only while it has less than its even share, so the sum stays under twice this.
    /// </summary>
    [Range(1_024L, 64L * 1024 * 1024 * 1024)]
    public long QueuedBytesMax { get; init; } = 512L * 1024 * 1024;

    /// <summary>
    /// Open connections; default 100,000. A host lowers it to what its file descriptors allow, less what it needs itself: the one
    /// connection too many would otherwise take the descriptor of an operator's browser or of the journal.
    /// </summary>
    [Range(1, 10_000_000)]
    public int ConnectionsMax { get; init; } = 100_000;

    /// <summary>Sessions, connected or not; default 100,000: five times a large province, about 100 MB when all are idle.</summary>
    [Range(1, 10_000_000)]
    public int SessionsMax { get; init; } = 100_000;

    /// <summary>Topic filters of one session; default 100. A device has at most its own two and its groups.</summary>
    [Range(1, 100_000)]
    public int SubscriptionsPerSessionMax { get; init; } = 100;

    /// <summary>
    /// Topics with a retained message; default 200,000: a status and a config for each of 100,000 devices. With 0 nothing is retained:
    /// 5.0 clients are told so (Retain Available 0), and a publish with RETAIN ends the connection.
    /// </summary>
    [Range(0, 10_000_000)]
    public int RetainedMessagesMax { get; init; } = 200_000;

    /// <summary>Topic, property and payload bytes of all retained messages; default 256 MiB.</summary>
    [Range(0L, 64L * 1024 * 1024 * 1024)]
    public long RetainedBytesMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>Time from the TCP connection to a whole CONNECT, in seconds; default 10. Who connects and is silent holds a socket.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; init; } = 10;

    /// <summary>
    /// Longest keep-alive granted, in seconds; default 3,600. A 5.0 client that asks for more, or for none, is told Server Keep Alive;
    /// a 3.1.1 client cannot be told and is measured by what it asked for, none included.
    /// </summary>
    [Range(1, 65_535)]
    public int KeepAliveSecondsMax { get; init; } = 3_600;

    /// <summary>Longest life of a session after its connection, in seconds; default 7 days. Also the life of a 3.1.1 session, which names none.</summary>
    [Range(0L, uint.MaxValue)]
    public long SessionExpirySecondsMax { get; init; } = 7 * 24 * 3_600;

    /// <summary>
    /// Bytes that wait for one client's socket beyond what the transport itself buffers; default 1 MiB. A client that does not read is
    /// cut when they are used up: nobody waits for it. Must be at least <see cref="PacketBytesMax"/>, or one packet could cut its reader.
    /// </summary>
    [Range(4_096, int.MaxValue)]
    public int WriteBufferBytesMax { get; init; } = 1024 * 1024;

    /// <summary>
    /// How long one send may wait for a client to take it, in seconds; default 300: the largest, 1 MiB, takes half as long over a bad mobile line.
    /// Then the client is cut, also one that still pings, or one without keep-alive, which nothing else would end.
    /// </summary>
    [Range(1, 3_600)]
    public int WriteStallSecondsMax { get; init; } = 300;

    /// <summary>How long a closing connection may take to swallow our last bytes, in seconds; default 5; then it is aborted.</summary>
    [Range(1, 60)]
    public int CloseLingerSeconds { get; init; } = 5;

    /// <summary>
    /// Open connections from one address; default 100,000, no fewer than there may be at all: behind one address of a mobile carrier stands
    /// a whole province. A broker that strangers reach directly lowers it.
    /// </summary>
    [Range(1, 10_000_000)]
    public int ConnectionsPerAddressMax { get; init; } = 100_000;

    /// <summary>
    /// Connections one address may open per second for long; default 5,000, because one costs about 100 µs: an address alone then takes
    /// half a core at most. Further ones are closed before anything is read.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectsPerSecondPerAddressMax { get; init; } = 5_000;

    /// <summary>
    /// Connections one address may open at once; default 60,000: after a power cut a province of 20,000 devices behind one carrier's address
    /// comes back within seconds, some of them trying twice.
    /// </summary>
    [Range(1, 10_000_000)]
    public int ConnectBurstPerAddressMax { get; init; } = 60_000;

    /// <summary>
    /// Failed authentications of one address per minute; default 6,000. Beyond it every CONNECT from there is refused unjudged with 0x9F,
    /// right credentials too, so it is wide: of thousands of devices behind one address, a hundred with an old credential try again every
    /// few seconds. Random credentials can't be guessed at any rate; this bounds what trying costs.
    /// </summary>
    [Range(1, 1_000_000)]
    public int FailedAuthenticationsPerMinutePerAddressMax { get; init; } = 6_000;

    /// <summary>
    /// Connections one client identifier may open per minute, as many at once; default 600: a device whose link breaks every second stays under
    /// it, one in a loop does not keep a core. A further one is refused with 0x9F, after its credential, and the connection it has goes on.
    /// </summary>
    [Range(1, 10_000_000)]
    public int ConnectsPerMinutePerClientMax { get; init; } = 600;

    /// <summary>
    /// Failed authentications in one client identifier's name per minute, from all addresses together; default 60, one a second. Beyond it a
    /// CONNECT in that name is refused unjudged with 0x9F, except from the address from which its session was last let in and from one
    /// where nothing has failed for a minute: what others guess must not keep a device out, and a mobile one changes its address.
    /// </summary>
    [Range(1, 1_000_000)]
    public int FailedAuthenticationsPerMinutePerClientMax { get; init; } = 60;

    /// <summary>
    /// Client identifiers whose recent connections, failures and debts are remembered, twice as many at most; default 65,536, about 200 bytes
    /// each and for a minute or two. When they are used up, those of the minute before are forgiven.
    /// </summary>
    [Range(1, 10_000_000)]
    public int ClientsRememberedMax { get; init; } = 65_536;

    /// <summary>
    /// Addresses (an IPv6 /64 counts as one) that are remembered; default 131,072, more than there may be connections, about 250 bytes each.
    /// When they are used up, the address without a connection that was seen longest ago is forgotten.
    /// </summary>
    [Range(1, 10_000_000)]
    public int AddressesMax { get; init; } = 131_072;

    /// <summary>
    /// PUBLISH packets of one client per second; default 1,000,000, more than one connection can bring: no bound for honest hosts that relay
    /// everything. Over it the client is read more slowly, and what it sends waits in its own kernel; a reconnect pays nothing off.
    /// </summary>
    [Range(1, 100_000_000)]
    public int PublishesPerSecondMax { get; init; } = 1_000_000;

    /// <summary>Bytes of one publishing client per second; default 1 GiB, as <see cref="PublishesPerSecondMax"/>.</summary>
    [Range(1_024L, 1024L * 1024 * 1024 * 1024)]
    public long BytesPerSecondMax { get; init; } = 1024L * 1024 * 1024;

    internal bool MayRetain => RetainedMessagesMax > 0;

    /// <summary>Everything wrong with these limits, in words; empty when they can be used.</summary>
    public IReadOnlyList<string> Errors()
    {
        List<string> errors = DeclaredRanges.Errors(this);
        if (!Enum.IsDefined(QosMax)) errors.Add($"{nameof(QosMax)} {(int)QosMax} is not between 0 and 2.");
        if (WriteBufferBytesMax < PacketBytesMax)
        {
            errors.Add($"{nameof(WriteBufferBytesMax)} {WriteBufferBytesMax} is less than {nameof(PacketBytesMax)} {PacketBytesMax}: one packet could cut its reader.");
        }

        return errors;
    }
}
