namespace Ioc.Mqtt.Persistence;

/// <summary>
/// What one record says. The numbers are the disk's and never reused. All numbers are little-endian; a text is its length in two bytes and UTF-8.
/// Every kind but the last four begins with the session's number (i64).
/// </summary>
internal enum RecordKind : byte
{
    /// <summary>The session exists: expiry in seconds u32, end in Unix milliseconds i64 (<see cref="long.MaxValue"/> while its client is connected), client identifier.</summary>
    Session = 1,

    /// <summary>It ended, with everything it held.</summary>
    SessionEnded = 2,

    /// <summary>Options u8, subscription identifier u32, filter.</summary>
    Subscribed = 3,

    /// <summary>Filter.</summary>
    Unsubscribed = 4,

    /// <summary>A delivery at the queue's end: message i64, flags u8, number of subscription identifiers u16, each u32; the shared filter where the flags say so.</summary>
    Queued = 5,

    /// <summary>The queue's first delivery went out as packet u16.</summary>
    Sent = 6,

    /// <summary>A retained message went out past the queue: packet u16, then as <see cref="Queued"/>.</summary>
    SentUnqueued = 7,

    /// <summary>The first delivery of message i64 left the queue unsent.</summary>
    Dropped = 8,

    /// <summary>Packet u16 is acknowledged, or given up.</summary>
    Done = 9,

    /// <summary>PUBREC came for packet u16.</summary>
    Released = 10,

    /// <summary>QoS 2 packet u16 of the client is taken.</summary>
    Received = 11,

    /// <summary>PUBREL came for packet u16 of the client.</summary>
    ReceivedDone = 12,

    /// <summary>Message i64, flags u8, expiry in Unix milliseconds i64 (<see cref="long.MaxValue"/>: never), topic u16, properties u32, payload u32 in bytes, then those.</summary>
    Message = 13,

    /// <summary>Message i64 is its topic's retained one.</summary>
    Retained = 14,

    /// <summary>Topic has none any more.</summary>
    RetainedRemoved = 15,

    /// <summary>The end of a snapshot: last session number i64, last message i64, last commit i64 it contains.</summary>
    SnapshotEnd = 16,
}
