namespace Ioc.Gateway;

/// <summary>Every bound of the device edge that is not an option, with its reason.</summary>
internal static class GatewayLimits
{
    /// <summary>Payload of telemetry and events (docs/mqtt.md): a site with 24 cells and 32 alarms writes about 9 KiB.</summary>
    public const int TelemetryBytesMax = 16 * 1024;

    /// <summary>Payload of a status or receipt (docs/mqtt.md): one word, one id and 200 characters of reason.</summary>
    public const int StatusBytesMax = 1024;

    /// <summary>
    /// Commands published per second. Each wakes a device that fetches audio and reports at once, so a province-wide order is spread:
    /// 16,000 clusters within 4 seconds, and 4,000 devices a second are what one disk and one network card can feed.
    /// </summary>
    public const int CommandsPerSecondMax = 4_000;

    /// <summary>
    /// Messages from an outside broker that are remembered, and may be under way at once: as many as there are packet identifiers, because a
    /// restarted Mosquitto heeds no Receive Maximum; some 6 MB.
    /// </summary>
    public const int SeenMessagesMax = 65_536;

    /// <summary>Broadcasts whose deliveries can still be named; 1,024 is weeks of a busy province, a few commands' lives at the very least.</summary>
    public const int BroadcastNumbersMax = 1_024;

    /// <summary>Delivery reports that wait for room in the journal: two province-wide orders. Beyond them the receipt alone tells.</summary>
    public const int DeliveryReportsQueuedMax = 32_768;

    /// <summary>
    /// A session's credential is checked again within this many seconds, so that a rotated one ends its session.
    /// 20,000 sessions are 2,000 hashes a second, under one per cent of a core.
    /// </summary>
    public const int CredentialCheckSeconds = 10;

    /// <summary>How often a message from an outside broker looks whether a journal that refused it accepts again: as often as the silo tries.</summary>
    public static readonly TimeSpan JournalLook = TimeSpan.FromSeconds(1);

    /// <summary>How long a stop waits for an outside broker to take the commands under way; the ledger offers again what it did not.</summary>
    public const int BrokerDrainSeconds = 2;

    /// <summary>Commands under way to an outside broker: at 5 ms a round trip this is more than <see cref="CommandsPerSecondMax"/> need.</summary>
    public const int CommandsInflightMax = 64;
}
