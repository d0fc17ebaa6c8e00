using Ioc.Dashboard.Wire;
using Ioc.Devices;

namespace Ioc.Host.Importing;

/// <summary>One row of a device file → one device, or everything that is wrong with the row.</summary>
internal static class DeviceRow
{
    public static DeviceDocument? Read(IRowCells row, List<string> problems)
    {
        var before = problems.Count;
        var cells = new CellReader(row, problems);
        var id = cells.Required("id");
        if (id.Length > 0 && !DeviceId.IsValid(id))
        {
            cells.Refuse($"id '{id}' must be 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -");
        }

        var kindWord = cells.Required("kind");
        if (kindWord.Length > 0 && !DeviceKinds.TryParse(kindWord, out _))
        {
            cells.Refuse($"kind '{kindWord}' must be one of {string.Join(", ", DeviceKinds.All.Select(kind => kind.Word()))}");
        }

        RefuseForeignColumns(cells, kindWord);
        var device = new DeviceDocument
        {
            Id = id,
            Kind = kindWord,
            Name = cells.Required("name"),
            UnitCode = cells.Required("unit_code"),
            HamletCode = cells.Text("hamlet_code"),
            Latitude = RequiredNumber(cells, "latitude", 90),
            Longitude = RequiredNumber(cells, "longitude", 180),
            PeriodSeconds = cells.Whole("period_seconds", 1, 86_400) ?? 60,
            Vendor = cells.Text("vendor"),
            Model = cells.Text("model"),
            Serial = cells.Text("serial"),
            Tags = cells.List("tags"),
            Loudspeaker = kindWord == "loudspeaker" ? Loudspeaker(cells) : null,
            Hotspot = kindWord == "hotspot" ? Hotspot(cells) : null,
            Site = kindWord == "site" ? Site(cells) : null,
        };
        return problems.Count == before ? device : null;
    }

    /// <summary>A horn count on a hotspot is a slipped column, not something to drop silently.</summary>
    private static void RefuseForeignColumns(CellReader cells, string kindWord)
    {
        Refuse("loudspeaker", DeviceColumns.OfLoudspeaker);
        Refuse("hotspot", DeviceColumns.OfHotspot);
        Refuse("site", DeviceColumns.OfSite);

        void Refuse(string owner, IReadOnlyList<string> columns)
        {
            if (kindWord != owner && cells.AnyOf(columns))
            {
                cells.Refuse($"{string.Join(", ", columns)} belong to a {owner}; leave them empty here");
            }
        }
    }

    private static LoudspeakerEquipment Loudspeaker(CellReader cells) => new(
        Needed(cells, "horns", cells.Whole("horns", 1, 16)),
        Needed(cells, "power_watts", cells.Number("power_watts", 0, 100_000)),
        Needed(cells, "audible_radius_metres", cells.Number("audible_radius_metres", 0, 10_000)),
        cells.List("groups"));

    private static HotspotEquipment Hotspot(CellReader cells) => new(
        Needed(cells, "access_points", cells.Whole("access_points", 1, 256)),
        cells.Required("place_type"),
        cells.Required("backhaul"));

    private static SiteEquipment Site(CellReader cells)
    {
        cells.Required("cells");
        return new SiteEquipment(cells.Required("operator"), [.. cells.List("cells").Select(text => RadioCellText.Read(text, cells)).OfType<Cell>()]);
    }

    private static double RequiredNumber(CellReader cells, string column, double max)
    {
        cells.Required(column);
        return cells.Number(column, -max, max) ?? 0;
    }

    private static T Needed<T>(CellReader cells, string column, T? value)
        where T : struct
    {
        cells.Required(column);
        return value ?? default;
    }
}
