using Ioc.Devices.Twins;

namespace Ioc.Silo.Twins;

/// <summary>A loudspeaker cluster: what its telemetry shows of a broadcast is evidence for the ledger.</summary>
internal sealed class LoudspeakerClusterGrain(Twin twin) : TwinGrain(twin)
{
    public override void Applied(ShardResult result, long atMs, bool isTelemetry)
    {
        if (isTelemetry && Twin.TryObservePlayback(atMs, out var observation))
            result.Add(observation);
    }
}
