namespace Ioc.Devices.Telemetry;

/// <summary>Positions of the fields that twins themselves look at; taken from the table, so that it stays the only place with numbers.</summary>
internal static class FieldIndex
{
    public static readonly int At = Of(DeviceKind.Loudspeaker, "at");
    public static readonly int Seq = Of(DeviceKind.Loudspeaker, "seq");
    public static readonly int LineState = Of(DeviceKind.Loudspeaker, "line_state");
    public static readonly int AmplifierOn = Of(DeviceKind.Loudspeaker, "amplifier_on");
    public static readonly int Playing = Of(DeviceKind.Loudspeaker, "playing");
    public static readonly int PlayingBroadcast = Of(DeviceKind.Loudspeaker, "playing_broadcast");
    public static readonly int AccessPointsUp = Of(DeviceKind.Hotspot, "access_points_up");
    public static readonly int AccessPointsTotal = Of(DeviceKind.Hotspot, "access_points_total");
    public static readonly int SiteState = Of(DeviceKind.Site, "state");
    public static readonly int Cells = Of(DeviceKind.Site, "cells");
    public static readonly int Alarms = Of(DeviceKind.Site, "alarms");

    /// <summary>Position among a cell's fields.</summary>
    public static readonly int CellState = TelemetrySchema.For(DeviceKind.Site).FindCell("state")!.Index;

    private static int Of(DeviceKind kind, string name) => TelemetrySchema.For(kind).Find(name)!.Index;
}
