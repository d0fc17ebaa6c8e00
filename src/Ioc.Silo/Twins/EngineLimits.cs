namespace Ioc.Silo.Twins;

/// <summary>Every bound between the journal and the stores, with its reason. Whoever reaches one waits; in the end devices are read more slowly.</summary>
internal static class EngineLimits
{
    /// <summary>Batches submitted and not yet judged: enough to keep every thread busy, few enough that an answer (Ask) comes within milliseconds.</summary>
    public const int BatchesInFlightMax = 64;

    /// <summary>Bytes of those batches: four full commits.</summary>
    public const int BytesInFlightMax = 32 * 1024 * 1024;

    /// <summary>Points that wait for telemetry.db in memory, over all shards: 10 bytes each, 40 MB, and five minutes of a large province's messages.</summary>
    public const int PointsWaitingMax = 4_000_000;

    /// <summary>
    /// A checkpoint is asked for early at this part of the bound, so that it is not reached while the store works; and while the store is away,
    /// so many points go to a file together.
    /// </summary>
    public static long SpillAt(long pointsWaitingMax) => pointsWaitingMax / 4;

    /// <summary>Subscribers' batches: at five a second a subscriber may stall 12 s before it loses its channel and asks again.</summary>
    public const int BatchesPerSubscriber = 64;

    /// <summary>Subscriptions at once: a thousand screens, each with an overview and a device.</summary>
    public const int SubscriptionsMax = 2_000;

    /// <summary>A tick this late means that the process was stopped or starved: devices could not be heard, so offline clocks start again.</summary>
    public const int TickLateSecondsMax = 10;

    /// <summary>Without changes an empty batch goes out this often, so that a browser knows that the line is alive.</summary>
    public const int HeartbeatSeconds = 5;

    /// <summary>When people are told that no device can be heard: a restart of a broker is over before that.</summary>
    public const int EdgeAwayMinutes = 5;

    /// <summary>When that is over: a start believes that devices can be heard until the edge says otherwise, within a second or two.</summary>
    public const long EdgeBackMs = 10_000;

    /// <summary>Handles in one RegistryChanged entry: 128 KiB, within the pending buffer's reserve.</summary>
    public const int HandlesPerEntry = 32_768;

    /// <summary>Commands that wait for the gateway: four broadcasts to a whole large province; what does not fit is offered at a later tick.</summary>
    public const int CommandsWaitingMax = 65_536;

    /// <summary>
    /// A command without delivery or receipt is offered again after this: longer than a device takes to fetch the audio and accept, short
    /// against the minutes of an emergency.
    /// </summary>
    public const long OfferAgainMs = 30_000;

    /// <summary>
    /// Devices looked at per tick for that: 16,000 in 32 s, an eighth of what the gateway publishes in a second, so that a lost province-wide
    /// order does not come back in one wave before newer commands.
    /// </summary>
    public const int OffersAgainPerTick = 500;

    /// <summary>Devices that reported to be reachable and are not looked at yet: a whole province reconnecting.</summary>
    public const int ReachableWaitingMax = 65_536;

    /// <summary>Broadcasts kept in memory, newest first: what <c>ListAsync</c> may ask for.</summary>
    public const int BroadcastsListed = 1_000;

    /// <summary>Broadcasts of so long before the newest one take receipts over a restart, though all their deliveries have ended; a device keeps its word no longer.</summary>
    public const long LateReceiptMs = 86_400_000;
}
