using System.Threading.Channels;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;

namespace Ioc.Gateway.Tests.Seams;

public sealed class MemoryBroadcasts : IBroadcasts
{
    private readonly Channel<int> _reachable = Channel.CreateUnbounded<int>();

    public Channel<OutboundCommand> Outbound { get; } = Channel.CreateUnbounded<OutboundCommand>();

    public ChannelReader<OutboundCommand> Commands => Outbound.Reader;

    public HashSet<string> Cancelled { get; } = [];

    public bool IsCancelled(string broadcastId) => Cancelled.Contains(broadcastId);

    public void DeviceReachable(int deviceHandle) => _reachable.Writer.TryWrite(deviceHandle);

    public async Task<int> NextReachableAsync() =>
        await _reachable.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);

    public Task<BroadcastBrief> OrderAsync(Broadcast broadcast, CancellationToken cancellationToken) => throw Unused();

    public Task<BroadcastBrief?> CancelAsync(string broadcastId, string user, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<BroadcastBrief>> ListAsync(int limit, CancellationToken cancellationToken) => throw Unused();

    public Task<BroadcastBrief?> FindAsync(string broadcastId, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(string broadcastId, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<DeviceDelivery>> DeliveriesOfAsync(Ioc.Devices.Device device, int limit, CancellationToken cancellationToken) => throw Unused();

    private static InvalidOperationException Unused() => new("the gateway has no business with this");
}
