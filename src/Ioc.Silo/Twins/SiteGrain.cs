using Ioc.Devices.Twins;

namespace Ioc.Silo.Twins;

/// <summary>A mobile site: whether it serves anybody decides which hamlets are in the dark.</summary>
internal sealed class SiteGrain(Twin twin) : TwinGrain(twin)
{
    private bool _toldWorking = IsWorking(twin);

    public static bool IsWorking(Twin twin) => (twin.ActiveConditions & ConditionWords.SiteNotWorking) == 0;

    public override void Applied(ShardResult result, long atMs, bool isTelemetry)
    {
        var working = IsWorking(Twin);
        if (working == _toldWorking)
            return;
        _toldWorking = working;
        result.AddSite(Twin.Handle, working, atMs);
    }
}
