using System.Runtime.InteropServices;
using Ioc.Gateway.Publishes;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// The quota of each device that comes through an outside broker. On the read loop only. One entry of 32 bytes for each device heard since the
/// start: bounded by what is registered.
/// </summary>
internal sealed class DeviceQuotas(GatewayOptions options, TimeProvider time)
{
    private readonly Dictionary<int, PublishQuota> _quotaByHandle = [];

    public bool TryTake(int deviceHandle)
    {
        if (options.QuotaMessagesPerSecond is not { } perSecond)
            return true;
        var now = time.GetTimestamp();
        ref var quota = ref CollectionsMarshal.GetValueRefOrAddDefault(_quotaByHandle, deviceHandle, out var known);
        if (!known)
            quota = new PublishQuota(perSecond, options.QuotaBurstMessages, now);
        return quota.TryTake(now, time.TimestampFrequency);
    }
}
