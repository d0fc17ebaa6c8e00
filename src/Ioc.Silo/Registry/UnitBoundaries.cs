using System.Buffers;
using System.Text.Json;
using Dapper;
using Ioc.Devices.Units;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>Boundaries as GeoJSON geometry text, kept as they came: the browser draws them, nobody here calculates with them.</summary>
internal static class UnitBoundaries
{
    public static IReadOnlyList<string> Refuse(IReadOnlyDictionary<string, string> geometryByUnitCode, IReadOnlyDictionary<string, Unit> units)
    {
        var errors = new List<string>();
        foreach (var (code, geometry) in geometryByUnitCode)
            if (Refuse(code, geometry, units) is { } words && errors.Count < RegistryLimits.ErrorsMax)
                errors.Add(words);
        return errors;
    }

    public static void Upsert(
        SqliteConnection connection, SqliteTransaction transaction, IReadOnlyDictionary<string, string> geometryByUnitCode) =>
        connection.Execute(
            """
            INSERT INTO unit_boundaries (unit_code, geometry) VALUES (@Key, @Value)
            ON CONFLICT (unit_code) DO UPDATE SET geometry = excluded.geometry
            """,
            geometryByUnitCode, transaction);

    public static byte[] ToGeoJson(SqliteConnection connection, SqliteTransaction transaction)
    {
        var rows = connection.Query<(string Code, string Name, string FullName, string Geometry)>(
            "SELECT code, name, full_name, geometry FROM unit_boundaries JOIN units ON code = unit_code ORDER BY code",
            transaction: transaction, buffered: false);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var row in rows)
            WriteFeature(json, row.Code, row.Name, row.FullName, row.Geometry);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteFeature(Utf8JsonWriter json, string code, string name, string fullName, string geometry)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("properties");
        json.WriteString("code", code);
        json.WriteString("name", name);
        json.WriteString("fullName", fullName);
        json.WriteEndObject();
        json.WritePropertyName("geometry");
        json.WriteRawValue(geometry, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static string? Refuse(string code, string geometry, IReadOnlyDictionary<string, Unit> units)
    {
        if (!units.ContainsKey(code))
            return $"boundary of '{code}': no such unit; import units first, or correct the code";
        if (geometry is null || geometry.Length > RegistryLimits.GeometryCharsMax)
            return $"boundary of '{code}': missing or longer than {RegistryLimits.GeometryCharsMax} characters; simplify it";
        try
        {
            using var json = JsonDocument.Parse(geometry);
            return json.RootElement.ValueKind == JsonValueKind.Object &&
                json.RootElement.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String &&
                type.GetString() is "Polygon" or "MultiPolygon" &&
                json.RootElement.TryGetProperty("coordinates", out var coordinates) && coordinates.ValueKind == JsonValueKind.Array
                ? null
                : $"boundary of '{code}': not a GeoJSON Polygon or MultiPolygon geometry";
        }
        catch (JsonException exception)
        {
            return $"boundary of '{code}': not JSON ({exception.Message})";
        }
    }
}
