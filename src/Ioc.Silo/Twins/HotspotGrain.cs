using Ioc.Devices.Twins;

namespace Ioc.Silo.Twins;

/// <summary>A public Wi-Fi hotspot: its findings say everything.</summary>
internal sealed class HotspotGrain(Twin twin) : TwinGrain(twin)
{
    public override void Applied(ShardResult result, long atMs, bool isTelemetry)
    {
    }
}
