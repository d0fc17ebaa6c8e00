using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ioc.Dashboard.Wire;

namespace Ioc.Host.Exporting;

/// <summary>Devices in the shape that <c>PUT /api/v1/devices</c> takes.</summary>
internal static class DeviceJson
{
    /// <summary>Vietnamese stays readable: the file is no part of an HTML page.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(IReadOnlyList<DeviceDocument> devices) => JsonSerializer.Serialize(new { devices }, Options) + "\n";
}
