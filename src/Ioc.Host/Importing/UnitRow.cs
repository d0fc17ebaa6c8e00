using Ioc.Dashboard.Wire;
using Ioc.Devices.Units;

namespace Ioc.Host.Importing;

/// <summary>Rows of <c>import units</c> (the country's list) and <c>import hamlets</c> (a province's own).</summary>
internal static class UnitRow
{
    public static IReadOnlyList<string> UnitColumns { get; } = ["code", "name", "full_name", "level", "province_code"];

    public static IReadOnlyList<string> HamletColumns { get; } = ["code", "name", "unit_code", "latitude", "longitude"];

    public static IReadOnlyList<string> HamletOptionalColumns { get; } = ["population", "has_grid_power"];

    public static UnitWire? ReadUnit(IRowCells row, List<string> problems)
    {
        var before = problems.Count;
        var cells = new CellReader(row, problems);
        var unit = new UnitWire
        {
            Code = cells.Required("code"),
            Name = cells.Required("name"),
            FullName = cells.Required("full_name"),
            Level = cells.Required("level"),
            ParentCode = cells.Text("province_code"),
        };
        if (unit.Level != UnitLevels.Province && unit.Level.Length > 0 && unit.ParentCode is null)
        {
            cells.Refuse($"province_code is empty, and a {unit.Level} lies in a province");
        }

        return problems.Count == before ? unit : null;
    }

    public static UnitWire? ReadHamlet(IRowCells row, List<string> problems)
    {
        var before = problems.Count;
        var cells = new CellReader(row, problems);
        var name = cells.Required("name");
        cells.Required("latitude");
        cells.Required("longitude");
        var hamlet = new UnitWire
        {
            Code = cells.Required("code"),
            Name = name,
            FullName = name,
            Level = UnitLevels.Hamlet,
            ParentCode = cells.Required("unit_code"),
            Latitude = cells.Number("latitude", -90, 90),
            Longitude = cells.Number("longitude", -180, 180),
            Population = cells.Whole("population", 0, 10_000_000),
            HasGridPower = cells.YesNo("has_grid_power"),
        };
        return problems.Count == before ? hamlet : null;
    }
}
