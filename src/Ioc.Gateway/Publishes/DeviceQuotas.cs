using System.Collections.Concurrent;

namespace Ioc.Gateway.Publishes;

/// <summary>
/// The quota of each device, whatever it comes through and however often it connects. Some 100 bytes for each device heard since the start:
/// bounded by what is registered.
/// </summary>
internal sealed class DeviceQuotas(GatewayOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<int, PublishQuota> _byHandle = new();

    /// <summary>Null: there is no quota.</summary>
    public PublishQuota? Of(int deviceHandle) => options.QuotaMessagesPerSecond is { } perSecond
        ? _byHandle.GetOrAdd(deviceHandle, _ => new PublishQuota(perSecond, options.QuotaBurstMessages, time))
        : null;
}
