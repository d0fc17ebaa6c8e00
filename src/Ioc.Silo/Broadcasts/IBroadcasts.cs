using System.Threading.Channels;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Changes;

namespace Ioc.Silo.Broadcasts;

/// <summary>The broadcast ledger: orders in, commands out, receipts back; true across restarts.</summary>
public interface IBroadcasts
{
    /// <summary>
    /// Orders a broadcast through the journal; completes when it is durable and applied. The same id twice answers the first one.
    /// Devices that are not loudspeakers are left out.
    /// </summary>
    Task<BroadcastBrief> OrderAsync(Broadcast broadcast, CancellationToken cancellationToken);

    Task<BroadcastBrief?> CancelAsync(string broadcastId, string user, CancellationToken cancellationToken);

    /// <summary>Newest first, at most <paramref name="limit"/> (1 to 1,000).</summary>
    Task<IReadOnlyList<BroadcastBrief>> ListAsync(int limit, CancellationToken cancellationToken);

    Task<BroadcastBrief?> FindAsync(string broadcastId, CancellationToken cancellationToken);

    /// <summary>The ledger rows of one broadcast, by device id.</summary>
    Task<IReadOnlyList<Delivery>> DeliveriesAsync(string broadcastId, CancellationToken cancellationToken);

    /// <summary>What was sent to one device, last changed first, at most <paramref name="limit"/> (1 to 1,000), each with its broadcast.</summary>
    Task<IReadOnlyList<DeviceDelivery>> DeliveriesOfAsync(Device device, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Commands to publish, one reader: the gateway. A command is offered when ordered and again when its device connects, until it plays, refuses,
    /// or its time is over; after a cancel, the cancel is, until the device answers or nothing can play any more. Devices ignore a broadcast id they know.
    /// </summary>
    ChannelReader<OutboundCommand> Commands { get; }

    /// <summary>From memory, so only of the newest 1,000: whoever carries a command asks before it goes on.</summary>
    bool IsCancelled(string broadcastId);

    /// <summary>The device's session is up and subscribed to its command topic: offers what still waits for it.</summary>
    void DeviceReachable(int deviceHandle);
}
