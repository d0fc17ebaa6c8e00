using System.Text.Json;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>All vectors of <c>Vectors/*.json</c>; a vector with version 0 is run in both.</summary>
internal static class VectorFiles
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static IEnumerable<Vector> Load()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Vectors"), "*.json").Order(StringComparer.Ordinal))
        {
            foreach (Vector vector in JsonSerializer.Deserialize<List<Vector>>(File.ReadAllText(file), Options)!)
            {
                vector.Name = $"{Path.GetFileNameWithoutExtension(file)}: {vector.Name}";
                if (vector.Version != 0)
                {
                    yield return vector;
                    continue;
                }

                yield return Copy(vector, 311);
                yield return Copy(vector, 500);
            }
        }
    }

    private static Vector Copy(Vector vector, int version) =>
        new() { Name = vector.Name, Version = version, Bytes = vector.Bytes, Expect = vector.Expect, Canonical = vector.Canonical, Broker = vector.Broker };
}
