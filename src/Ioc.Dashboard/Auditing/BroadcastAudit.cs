using Ioc.Devices.Broadcasts;

namespace Ioc.Dashboard.Auditing;

internal static class BroadcastAudit
{
    /// <summary>The unit it is for, where it is one; null: several, or single devices.</summary>
    public static string? Unit(Broadcast broadcast) => broadcast.TargetUnits is [var only] && broadcast.TargetDevices.Count == 0 ? only : null;

    /// <summary>What will be said to whom: a false emergency is judged by its words.</summary>
    public static object Order(Broadcast broadcast) => new
    {
        broadcast.Level, broadcast.Title, broadcast.Text, broadcast.Exercise, broadcast.VolumePercent, broadcast.ExpiresAt, broadcast.AudioSha256,
        Units = broadcast.TargetUnits, Devices = broadcast.TargetDevices,
    };
}
