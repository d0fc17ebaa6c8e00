using System.Text.Json;
using Ioc.Devices;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>A device as the devices table keeps it: columns for what people filter by, JSON for what only its kind has.</summary>
internal static class DeviceRow
{
    private const string Columns =
        "kind, name, unit_code, hamlet_code, latitude_degrees, longitude_degrees, vendor, model, serial, period_seconds, tags, equipment";

    /// <summary>A device that was removed and comes back under its id keeps its handle, and with it its history.</summary>
    private const string UpsertSql =
        $"""
        INSERT INTO devices (id, removed, {Columns})
        VALUES (@id, 0, @kind, @name, @unit, @hamlet, @latitude, @longitude, @vendor, @model, @serial, @period, @tags, @equipment)
        ON CONFLICT (id) DO UPDATE SET removed = 0, kind = excluded.kind, name = excluded.name, unit_code = excluded.unit_code,
          hamlet_code = excluded.hamlet_code, latitude_degrees = excluded.latitude_degrees, longitude_degrees = excluded.longitude_degrees,
          vendor = excluded.vendor, model = excluded.model, serial = excluded.serial, period_seconds = excluded.period_seconds,
          tags = excluded.tags, equipment = excluded.equipment
        RETURNING handle
        """;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Every registered device by handle, removed ones left out; the array's last index is the highest handle in use.</summary>
    public static Device?[] LoadAll(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT handle, id, {Columns} FROM devices WHERE removed = 0 ORDER BY handle";
        using var reader = command.ExecuteReader();
        var devices = new List<Device?> { null };
        while (reader.Read())
        {
            var device = Read(reader);
            while (devices.Count < device.Handle)
                devices.Add(null);
            devices.Add(device);
        }

        return [.. devices];
    }

    /// <summary>Writes the devices and answers them with their handles.</summary>
    public static List<Device> Upsert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<Device> devices)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = UpsertSql;
        var stored = new List<Device>(devices.Count);
        foreach (var device in devices)
        {
            command.Parameters.Clear();
            Bind(command.Parameters, device);
            stored.Add(device with { Handle = checked((int)(long)command.ExecuteScalar()!) });
        }

        return stored;
    }

    private static void Bind(SqliteParameterCollection parameters, Device device)
    {
        object equipment = device.Kind switch
        {
            DeviceKind.Loudspeaker => device.Loudspeaker!,
            DeviceKind.Hotspot => device.Hotspot!,
            _ => device.Site!,
        };
        parameters.AddWithValue("@id", device.Id);
        parameters.AddWithValue("@kind", (int)device.Kind);
        parameters.AddWithValue("@name", device.Name);
        parameters.AddWithValue("@unit", device.UnitCode);
        parameters.AddWithValue("@hamlet", (object?)device.HamletCode ?? DBNull.Value);
        parameters.AddWithValue("@latitude", device.Position.LatitudeDegrees);
        parameters.AddWithValue("@longitude", device.Position.LongitudeDegrees);
        parameters.AddWithValue("@vendor", (object?)device.Vendor ?? DBNull.Value);
        parameters.AddWithValue("@model", (object?)device.Model ?? DBNull.Value);
        parameters.AddWithValue("@serial", (object?)device.Serial ?? DBNull.Value);
        parameters.AddWithValue("@period", device.PeriodSeconds);
        parameters.AddWithValue("@tags", JsonSerializer.Serialize(device.Tags, Json));
        parameters.AddWithValue("@equipment", JsonSerializer.Serialize(equipment, equipment.GetType(), Json));
    }

    private static Device Read(SqliteDataReader reader)
    {
        var kind = (DeviceKind)reader.GetInt32(2);
        var equipment = reader.GetString(13);
        return new Device
        {
            Handle = reader.GetInt32(0),
            Id = reader.GetString(1),
            Kind = kind,
            Name = reader.GetString(3),
            UnitCode = reader.GetString(4),
            HamletCode = Text(reader, 5),
            Position = new GeoPoint(reader.GetDouble(6), reader.GetDouble(7)),
            Vendor = Text(reader, 8),
            Model = Text(reader, 9),
            Serial = Text(reader, 10),
            PeriodSeconds = reader.GetInt32(11),
            Tags = JsonSerializer.Deserialize<string[]>(reader.GetString(12), Json)!,
            Loudspeaker = kind == DeviceKind.Loudspeaker ? JsonSerializer.Deserialize<LoudspeakerEquipment>(equipment, Json) : null,
            Hotspot = kind == DeviceKind.Hotspot ? JsonSerializer.Deserialize<HotspotEquipment>(equipment, Json) : null,
            Site = kind == DeviceKind.Site ? JsonSerializer.Deserialize<SiteEquipment>(equipment, Json) : null,
        };
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
