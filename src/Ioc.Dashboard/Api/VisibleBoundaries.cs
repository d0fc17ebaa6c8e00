using System.Buffers;
using System.Text.Json;

namespace Ioc.Dashboard.Api;

/// <summary>The boundaries of some units, cut out of those of all.</summary>
internal static class VisibleBoundaries
{
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> geoJson, IReadOnlySet<string> codes)
    {
        using JsonDocument whole = JsonDocument.Parse(geoJson);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            foreach (JsonElement feature in whole.RootElement.GetProperty("features").EnumerateArray())
            {
                if (codes.Contains(feature.GetProperty("properties").GetProperty("code").GetString()!)) feature.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
