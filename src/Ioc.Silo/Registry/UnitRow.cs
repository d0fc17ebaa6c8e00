using System.Globalization;
using Dapper;
using Ioc.Devices;
using Ioc.Devices.Units;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>A unit as the units table keeps it; days as ISO 8601 text.</summary>
internal static class UnitRow
{
    private const string Columns =
        "code, name, full_name, level, parent_code, latitude_degrees, longitude_degrees, population, has_grid_power, valid_from, valid_to";

    public static List<Unit> LoadAll(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM units";
        using var reader = command.ExecuteReader();
        var units = new List<Unit>();
        while (reader.Read())
            units.Add(Read(reader));
        return units;
    }

    public static void Upsert(SqliteConnection connection, SqliteTransaction transaction, IEnumerable<Unit> units) => connection.Execute(
        $"""
        INSERT INTO units ({Columns})
        VALUES (@Code, @Name, @FullName, @Level, @ParentCode, @Latitude, @Longitude, @Population, @HasGridPower, @ValidFrom, @ValidTo)
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, full_name = excluded.full_name, level = excluded.level,
          parent_code = excluded.parent_code, latitude_degrees = excluded.latitude_degrees, longitude_degrees = excluded.longitude_degrees,
          population = excluded.population, has_grid_power = excluded.has_grid_power, valid_from = excluded.valid_from, valid_to = excluded.valid_to
        """,
        units.Select(unit => new
        {
            unit.Code,
            unit.Name,
            unit.FullName,
            unit.Level,
            unit.ParentCode,
            Latitude = unit.Position?.LatitudeDegrees,
            Longitude = unit.Position?.LongitudeDegrees,
            unit.Population,
            unit.HasGridPower,
            ValidFrom = Text(unit.ValidFrom),
            ValidTo = Text(unit.ValidTo),
        }),
        transaction);

    private static Unit Read(SqliteDataReader reader) => new()
    {
        Code = reader.GetString(0),
        Name = reader.GetString(1),
        FullName = reader.GetString(2),
        Level = reader.GetString(3),
        ParentCode = reader.IsDBNull(4) ? null : reader.GetString(4),
        Position = reader.IsDBNull(5) ? null : new GeoPoint(reader.GetDouble(5), reader.GetDouble(6)),
        Population = reader.IsDBNull(7) ? null : reader.GetInt32(7),
        HasGridPower = reader.IsDBNull(8) ? null : reader.GetBoolean(8),
        ValidFrom = Day(reader, 9),
        ValidTo = Day(reader, 10),
    };

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
