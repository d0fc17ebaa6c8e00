using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>What a device must fulfil to be registered. The words go to the person who imports.</summary>
internal static class DeviceRules
{
    private static readonly string[] Technologies = ["2g", "3g", "4g", "5g"];

    /// <summary>The first thing that is wrong with a device, or null.</summary>
    public static string? Refuse(Device device, IReadOnlyDictionary<string, Unit> units) =>
        RefuseIdentity(device, units) ?? RefuseTexts(device) ?? RefusePosition(device.Position) ?? RefuseEquipment(device);

    public static string? RefusePosition(GeoPoint position)
    {
        if (!(Math.Abs(position.LatitudeDegrees) <= 90))
            return $"latitude {position.LatitudeDegrees} is not from -90 to 90: give WGS 84 degrees (are latitude and longitude swapped?)";
        if (!(Math.Abs(position.LongitudeDegrees) <= 180))
            return $"longitude {position.LongitudeDegrees} is not from -180 to 180: give WGS 84 degrees";
        return null;
    }

    private static string? RefuseIdentity(Device device, IReadOnlyDictionary<string, Unit> units)
    {
        if (!DeviceId.IsValid(device.Id))
            return $"id '{device.Id}' is not valid: use 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -";
        if (!DeviceKinds.All.Contains(device.Kind))
            return $"kind {(int)device.Kind} is unknown: use {string.Join(", ", DeviceKinds.All.Select(kind => kind.Word()))}";
        if (!units.ContainsKey(device.UnitCode ?? ""))
            return $"unit '{device.UnitCode}' is unknown: import units first, or correct the code";
        if (device.HamletCode is { } hamlet)
        {
            if (!units.TryGetValue(hamlet, out var unit))
                return $"hamlet '{hamlet}' is unknown: import it as a unit of level '{UnitLevels.Hamlet}' first, or leave it empty";
            // Rights go by either: a device in two places at once would be a way from one into the other.
            if (hamlet != device.UnitCode && unit.ParentCode != device.UnitCode)
                return $"hamlet '{hamlet}' does not lie in unit '{device.UnitCode}': correct one of the two";
        }

        if (device.PeriodSeconds is < 1 or > RegistryLimits.PeriodSecondsMax)
            return $"period of {device.PeriodSeconds} s is out of range: give 1 to {RegistryLimits.PeriodSecondsMax} seconds";
        return null;
    }

    private static string? RefuseTexts(Device device)
    {
        if (string.IsNullOrWhiteSpace(device.Name))
            return "name is empty: give the device a name that operators know";
        foreach (var (field, text) in (ReadOnlySpan<(string, string?)>)
            [("name", device.Name), ("vendor", device.Vendor), ("model", device.Model), ("serial", device.Serial)])
            if (text is { Length: > RegistryLimits.TextLengthMax })
                return $"{field} has {text.Length} characters: at most {RegistryLimits.TextLengthMax}";
        if (device.Tags is null || device.Tags.Count > RegistryLimits.TagsMax)
            return $"more than {RegistryLimits.TagsMax} tags: keep those that people search by";
        foreach (var tag in device.Tags)
            if (string.IsNullOrWhiteSpace(tag) || tag.Length > RegistryLimits.TagLengthMax)
                return $"tag '{tag}' is empty or longer than {RegistryLimits.TagLengthMax} characters";
        return null;
    }

    private static string? RefuseEquipment(Device device)
    {
        if (device.Loudspeaker is not null && device.Kind != DeviceKind.Loudspeaker ||
            device.Hotspot is not null && device.Kind != DeviceKind.Hotspot ||
            device.Site is not null && device.Kind != DeviceKind.Site)
            return $"equipment of another kind than '{device.Kind.Word()}': give only the {device.Kind.Word()} part";
        return device.Kind switch
        {
            DeviceKind.Loudspeaker => device.Loudspeaker is { } loudspeaker ? Refuse(loudspeaker) : Missing("loudspeaker"),
            DeviceKind.Hotspot => device.Hotspot is { } hotspot ? Refuse(hotspot) : Missing("hotspot"),
            _ => device.Site is { } site ? Refuse(site) : Missing("site"),
        };
    }

    private static string Missing(string kind) => $"the {kind} part is missing: say what the {kind} is made of";

    private static string? Refuse(LoudspeakerEquipment equipment)
    {
        if (equipment.Horns is < 1 or > RegistryLimits.HornsMax)
            return $"{equipment.Horns} horns: give 1 to {RegistryLimits.HornsMax}";
        if (!(equipment.PowerWatts is >= 0 and <= RegistryLimits.PowerWattsMax))
            return $"power of {equipment.PowerWatts} W is out of range: give 0 to {RegistryLimits.PowerWattsMax} watts";
        if (!(equipment.AudibleRadiusMetres is >= 0 and <= RegistryLimits.AudibleRadiusMetresMax))
            return $"audible radius of {equipment.AudibleRadiusMetres} m is out of range: give 0 to {RegistryLimits.AudibleRadiusMetresMax} metres";
        if (equipment.Groups is null || equipment.Groups.Count > RegistryLimits.GroupsMax)
            return $"more than {RegistryLimits.GroupsMax} groups";
        foreach (var group in equipment.Groups)
            if (!DeviceId.IsValid(group))
                return $"group '{group}' is not valid: use 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -";
        return null;
    }

    private static string? Refuse(HotspotEquipment equipment)
    {
        if (equipment.AccessPoints is < 1 or > RegistryLimits.AccessPointsMax)
            return $"{equipment.AccessPoints} access points: give 1 to {RegistryLimits.AccessPointsMax}";
        if (equipment.PlaceType is not { Length: <= RegistryLimits.TextLengthMax } ||
            equipment.Backhaul is not { Length: <= RegistryLimits.TextLengthMax })
            return $"place type or backhaul is missing or longer than {RegistryLimits.TextLengthMax} characters";
        return null;
    }

    private static string? Refuse(SiteEquipment equipment)
    {
        if (string.IsNullOrWhiteSpace(equipment.Operator) || equipment.Operator.Length > RegistryLimits.TextLengthMax)
            return "operator is empty or too long: give the name that reports use";
        if (equipment.Cells is null || equipment.Cells.Count is < 1 or > RegistryLimits.CellsMax)
            return $"{equipment.Cells?.Count ?? 0} cells: give 1 to {RegistryLimits.CellsMax}";
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in equipment.Cells)
        {
            if (Refuse(cell) is { } words)
                return words;
            if (!ids.Add(cell.Id))
                return $"cell '{cell.Id}' is there twice: cell ids are unique within a site";
        }

        return null;
    }

    private static string? Refuse(Cell cell)
    {
        if (cell is null || string.IsNullOrWhiteSpace(cell.Id) || cell.Id.Length > RegistryLimits.CellIdLengthMax)
            return $"a cell's id is empty or longer than {RegistryLimits.CellIdLengthMax} characters";
        if (!Technologies.Contains(cell.Technology))
            return $"cell '{cell.Id}': technology '{cell.Technology}' is unknown: use {string.Join(", ", Technologies)}";
        if (cell.Band is null or { Length: > RegistryLimits.CellIdLengthMax })
            return $"cell '{cell.Id}': band is missing or too long: use the 3GPP name, for example n78";
        if (!(cell.AzimuthDegrees is >= 0 and < 360))
            return $"cell '{cell.Id}': azimuth {cell.AzimuthDegrees} is out of range: give 0 to 359 degrees from north";
        if (!(cell.HeightMetres is >= 0 and <= 1_000) || !(cell.TiltDegrees is >= -90 and <= 90) || !(cell.EirpDbm is >= -50 and <= 150))
            return $"cell '{cell.Id}': height (0 to 1,000 m), tilt (-90 to 90 degrees) or EIRP (-50 to 150 dBm) is out of range";
        return null;
    }
}
