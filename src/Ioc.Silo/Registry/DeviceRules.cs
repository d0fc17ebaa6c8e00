using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>What a device must fulfil to be registered. What is refused goes to the person who imports or claims.</summary>
internal static class DeviceRules
{
    private static readonly string[] Technologies = ["2g", "3g", "4g", "5g"];

    /// <summary>The first thing that is wrong with a device, or null.</summary>
    public static RowFault? Refuse(Device device, IReadOnlyDictionary<string, Unit> units) =>
        RefuseIdentity(device, units) ?? RefuseTexts(device) ?? RefusePosition(device.Position) ?? RefuseEquipment(device);

    public static RowFault? RefusePosition(GeoPoint position)
    {
        if (!(Math.Abs(position.LatitudeDegrees) <= 90))
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"latitude {position.LatitudeDegrees} is not from -90 to 90: give WGS 84 degrees (are latitude and longitude swapped?)",
                ("field", "latitude"), ("value", position.LatitudeDegrees), ("min", -90), ("max", 90));
        if (!(Math.Abs(position.LongitudeDegrees) <= 180))
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"longitude {position.LongitudeDegrees} is not from -180 to 180: give WGS 84 degrees",
                ("field", "longitude"), ("value", position.LongitudeDegrees), ("min", -180), ("max", 180));
        return null;
    }

    private static RowFault? RefuseIdentity(Device device, IReadOnlyDictionary<string, Unit> units)
    {
        if (!DeviceId.IsValid(device.Id))
            return RowFault.Of(
                RowFaultReason.FieldInvalid, $"id '{device.Id}' is not valid: use 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -",
                ("field", "id"), ("value", device.Id), ("max", DeviceId.LengthMax));
        if (!DeviceKinds.All.Contains(device.Kind))
            return RowFault.Of(
                RowFaultReason.WordUnknown, $"kind {(int)device.Kind} is unknown: use {string.Join(", ", DeviceKinds.All.Select(kind => kind.Word()))}",
                ("field", "kind"), ("value", (int)device.Kind), ("words", string.Join(", ", DeviceKinds.All.Select(kind => kind.Word()))));
        if (!units.ContainsKey(device.UnitCode ?? ""))
            return RowFault.Of(
                RowFaultReason.UnitUnknown, $"unit '{device.UnitCode}' is unknown: import units first, or correct the code",
                ("name", device.UnitCode));
        if (device.HamletCode is { } hamlet)
        {
            if (!units.TryGetValue(hamlet, out var unit))
                return RowFault.Of(
                    RowFaultReason.UnitUnknown, $"hamlet '{hamlet}' is unknown: import it as a unit of level '{UnitLevels.Hamlet}' first, or leave it empty",
                    ("name", hamlet));
            // Rights go by either: a device in two places at once would be a way from one into the other.
            if (hamlet != device.UnitCode && unit.ParentCode != device.UnitCode)
                return RowFault.Of(
                    RowFaultReason.HamletElsewhere, $"hamlet '{hamlet}' does not lie in unit '{device.UnitCode}': correct one of the two",
                    ("name", hamlet), ("unit", device.UnitCode));
        }

        if (device.PeriodSeconds is < 1 or > RegistryLimits.PeriodSecondsMax)
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"period of {device.PeriodSeconds} s is out of range: give 1 to {RegistryLimits.PeriodSecondsMax} seconds",
                ("field", "period"), ("value", device.PeriodSeconds), ("min", 1), ("max", RegistryLimits.PeriodSecondsMax));
        return null;
    }

    private static RowFault? RefuseTexts(Device device)
    {
        if (string.IsNullOrWhiteSpace(device.Name))
            return RowFault.Of(RowFaultReason.FieldMissing, "name is empty: give the device a name that operators know", ("field", "name"));
        foreach (var (field, text) in (ReadOnlySpan<(string, string?)>)
            [("name", device.Name), ("vendor", device.Vendor), ("model", device.Model), ("serial", device.Serial)])
            if (text is { Length: > RegistryLimits.TextLengthMax })
                return RowFault.Of(
                    RowFaultReason.FieldTooLong, $"{field} has {text.Length} characters: at most {RegistryLimits.TextLengthMax}",
                    ("field", field), ("max", RegistryLimits.TextLengthMax));
        if (device.Tags is null || device.Tags.Count > RegistryLimits.TagsMax)
            return RowFault.Of(
                RowFaultReason.TooMany, $"more than {RegistryLimits.TagsMax} tags: keep those that people search by",
                ("field", "tags"), ("max", RegistryLimits.TagsMax));
        foreach (var tag in device.Tags)
            if (string.IsNullOrWhiteSpace(tag) || tag.Length > RegistryLimits.TagLengthMax)
                return RowFault.Of(
                    RowFaultReason.FieldTooLong, $"tag '{tag}' is empty or longer than {RegistryLimits.TagLengthMax} characters",
                    ("field", "tags"), ("max", RegistryLimits.TagLengthMax));
        return null;
    }

    private static RowFault? RefuseEquipment(Device device)
    {
        if (device.Loudspeaker is not null && device.Kind != DeviceKind.Loudspeaker ||
            device.Hotspot is not null && device.Kind != DeviceKind.Hotspot ||
            device.Site is not null && device.Kind != DeviceKind.Site)
            return RowFault.Of(
                RowFaultReason.PartForeign, $"equipment of another kind than '{device.Kind.Word()}': give only the {device.Kind.Word()} part",
                ("name", device.Kind.Word()));
        return device.Kind switch
        {
            DeviceKind.Loudspeaker => device.Loudspeaker is { } loudspeaker ? Refuse(loudspeaker) : Missing("loudspeaker"),
            DeviceKind.Hotspot => device.Hotspot is { } hotspot ? Refuse(hotspot) : Missing("hotspot"),
            _ => device.Site is { } site ? Refuse(site) : Missing("site"),
        };
    }

    private static RowFault Missing(string kind) => RowFault.Of(RowFaultReason.FieldMissing, $"the {kind} part is missing: say what the {kind} is made of", ("field", kind));

    private static RowFault? Refuse(LoudspeakerEquipment equipment)
    {
        if (equipment.Horns is < 1 or > RegistryLimits.HornsMax)
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"{equipment.Horns} horns: give 1 to {RegistryLimits.HornsMax}",
                ("field", "horns"), ("value", equipment.Horns), ("min", 1), ("max", RegistryLimits.HornsMax));
        if (!(equipment.PowerWatts is >= 0 and <= RegistryLimits.PowerWattsMax))
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"power of {equipment.PowerWatts} W is out of range: give 0 to {RegistryLimits.PowerWattsMax} watts",
                ("field", "power"), ("value", equipment.PowerWatts), ("min", 0), ("max", RegistryLimits.PowerWattsMax));
        if (!(equipment.AudibleRadiusMetres is >= 0 and <= RegistryLimits.AudibleRadiusMetresMax))
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"audible radius of {equipment.AudibleRadiusMetres} m is out of range: give 0 to {RegistryLimits.AudibleRadiusMetresMax} metres",
                ("field", "radius"), ("value", equipment.AudibleRadiusMetres), ("min", 0), ("max", RegistryLimits.AudibleRadiusMetresMax));
        if (equipment.Groups is null || equipment.Groups.Count > RegistryLimits.GroupsMax)
            return RowFault.Of(RowFaultReason.TooMany, $"more than {RegistryLimits.GroupsMax} groups", ("field", "groups"), ("max", RegistryLimits.GroupsMax));
        foreach (var group in equipment.Groups)
            if (!DeviceId.IsValid(group))
                return RowFault.Of(
                    RowFaultReason.FieldInvalid, $"group '{group}' is not valid: use 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -",
                    ("field", "groups"), ("value", group), ("max", DeviceId.LengthMax));
        return null;
    }

    private static RowFault? Refuse(HotspotEquipment equipment)
    {
        if (equipment.AccessPoints is < 1 or > RegistryLimits.AccessPointsMax)
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"{equipment.AccessPoints} access points: give 1 to {RegistryLimits.AccessPointsMax}",
                ("field", "accessPoints"), ("value", equipment.AccessPoints), ("min", 1), ("max", RegistryLimits.AccessPointsMax));
        if (equipment.PlaceType is not { Length: <= RegistryLimits.TextLengthMax } ||
            equipment.Backhaul is not { Length: <= RegistryLimits.TextLengthMax })
            return RowFault.Of(
                RowFaultReason.FieldTooLong, $"place type or backhaul is missing or longer than {RegistryLimits.TextLengthMax} characters",
                ("field", "placeType"), ("max", RegistryLimits.TextLengthMax));
        return null;
    }

    private static RowFault? Refuse(SiteEquipment equipment)
    {
        if (string.IsNullOrWhiteSpace(equipment.Operator) || equipment.Operator.Length > RegistryLimits.TextLengthMax)
            return RowFault.Of(
                RowFaultReason.FieldTooLong, "operator is empty or too long: give the name that reports use",
                ("field", "operator"), ("max", RegistryLimits.TextLengthMax));
        if (equipment.Cells is null || equipment.Cells.Count is < 1 or > RegistryLimits.CellsMax)
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"{equipment.Cells?.Count ?? 0} cells: give 1 to {RegistryLimits.CellsMax}",
                ("field", "cells"), ("value", equipment.Cells?.Count ?? 0), ("min", 1), ("max", RegistryLimits.CellsMax));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in equipment.Cells)
        {
            if (Refuse(cell) is { } fault)
                return fault;
            if (!ids.Add(cell.Id))
                return RowFault.Of(RowFaultReason.Twice, $"cell '{cell.Id}' is there twice: cell ids are unique within a site", ("name", cell.Id));
        }

        return null;
    }

    private static RowFault? Refuse(Cell cell)
    {
        if (cell is null || string.IsNullOrWhiteSpace(cell.Id) || cell.Id.Length > RegistryLimits.CellIdLengthMax)
            return RowFault.Of(
                RowFaultReason.FieldTooLong, $"a cell's id is empty or longer than {RegistryLimits.CellIdLengthMax} characters",
                ("field", "cell"), ("max", RegistryLimits.CellIdLengthMax));
        if (!Technologies.Contains(cell.Technology))
            return RowFault.Of(
                RowFaultReason.WordUnknown, $"cell '{cell.Id}': technology '{cell.Technology}' is unknown: use {string.Join(", ", Technologies)}",
                ("field", "technology"), ("value", cell.Technology), ("words", string.Join(", ", Technologies)));
        if (cell.Band is null or { Length: > RegistryLimits.CellIdLengthMax })
            return RowFault.Of(
                RowFaultReason.FieldTooLong, $"cell '{cell.Id}': band is missing or too long: use the 3GPP name, for example n78",
                ("field", "band"), ("max", RegistryLimits.CellIdLengthMax));
        if (!(cell.AzimuthDegrees is >= 0 and < 360))
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"cell '{cell.Id}': azimuth {cell.AzimuthDegrees} is out of range: give 0 to 359 degrees from north",
                ("field", "azimuth"), ("value", cell.AzimuthDegrees), ("min", 0), ("max", 359));
        foreach (var (field, value, min, max) in (ReadOnlySpan<(string, double, int, int)>)
            [("height", cell.HeightMetres, 0, 1_000), ("tilt", cell.TiltDegrees, -90, 90), ("eirp", cell.EirpDbm, -50, 150)])
            if (!(value >= min && value <= max))
                return RowFault.Of(
                    RowFaultReason.OutOfRange, $"cell '{cell.Id}': {field} {value} is out of range: give {min} to {max}", ("field", field), ("value", value), ("min", min), ("max", max));
        return null;
    }
}
