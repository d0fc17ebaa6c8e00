using System.Globalization;
using Ioc.Dashboard.Wire;
using Ioc.Host.Importing;
using Ioc.Silo.Exports;

namespace Ioc.Host.Exporting;

/// <summary>A device as the text of each column; the reverse of <see cref="DeviceRow"/>.</summary>
internal static class DeviceCells
{
    public static string Text(DeviceDocument device, string column) => column switch
    {
        "id" => FormulaGuard.Guard(device.Id),
        "kind" => device.Kind,
        "name" => FormulaGuard.Guard(device.Name),
        "unit_code" => FormulaGuard.Guard(device.UnitCode),
        "latitude" => Number(device.Latitude),
        "longitude" => Number(device.Longitude),
        "hamlet_code" => FormulaGuard.Guard(device.HamletCode ?? ""),
        "period_seconds" => Number(device.PeriodSeconds),
        "vendor" => FormulaGuard.Guard(device.Vendor ?? ""),
        "model" => FormulaGuard.Guard(device.Model ?? ""),
        "serial" => FormulaGuard.Guard(device.Serial ?? ""),
        "tags" => List(device.Tags),
        "horns" => Number(device.Loudspeaker?.Horns),
        "power_watts" => Number(device.Loudspeaker?.PowerWatts),
        "audible_radius_metres" => Number(device.Loudspeaker?.AudibleRadiusMetres),
        "groups" => List(device.Loudspeaker?.Groups),
        "access_points" => Number(device.Hotspot?.AccessPoints),
        "place_type" => FormulaGuard.Guard(device.Hotspot?.PlaceType ?? ""),
        "backhaul" => FormulaGuard.Guard(device.Hotspot?.Backhaul ?? ""),
        "operator" => FormulaGuard.Guard(device.Site?.Operator ?? ""),
        "cells" => List(device.Site?.Cells.Select(RadioCellText.Write)),
        _ => throw new System.Diagnostics.UnreachableException($"BUG: device column '{column}'"),
    };

    private static string Number(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string List(IEnumerable<string>? parts) => FormulaGuard.Guard(ListText.Join(parts ?? [], ';'));
}
