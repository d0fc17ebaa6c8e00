using System.Reflection;
using System.Text.RegularExpressions;
using Ioc.Mqtt.Tests.Codec;

namespace Ioc.Mqtt.Tests.Conformance;

/// <summary>Which tests and vectors name which clause, read from their attributes and names.</summary>
internal static partial class ClauseProofs
{
    /// <summary>Names of tests and vectors by standard and id, unknown ids included; each list in order.</summary>
    public static SortedDictionary<(ProtocolVersion Version, string Id), SortedSet<string>> Collect()
    {
        var proofs = new SortedDictionary<(ProtocolVersion, string), SortedSet<string>>();
        foreach (Type type in typeof(ClauseProofs).Assembly.GetTypes())
        {
            foreach (MethodInfo test in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)))
            {
                foreach (ClauseAttribute clause in type.GetCustomAttributes<ClauseAttribute>().Concat(test.GetCustomAttributes<ClauseAttribute>()))
                {
                    foreach (string id in clause.Ids) Add(proofs, clause.Version, id, $"`{type.Name}.{test.Name}`");
                }
            }
        }

        foreach (Vector vector in VectorFiles.Load())
        {
            foreach (Match named in NamedClause().Matches(vector.Name))
            {
                string suffix = named.Groups["version"].Value;
                if (suffix.Length > 0 && (suffix == "3.1.1") != (vector.Version == 311)) continue;
                Add(proofs, vector.Protocol, named.Groups["id"].Value, $"vector “{WithoutClauses().Replace(vector.Name, "")}”");
            }
        }

        return proofs;
    }

    private static void Add(
        SortedDictionary<(ProtocolVersion, string), SortedSet<string>> proofs, ProtocolVersion? version, string id, string proof)
    {
        foreach (ProtocolVersion one in Enum.GetValues<ProtocolVersion>())
        {
            if (version is not null && version != one) continue;
            if (!proofs.TryGetValue((one, id), out SortedSet<string>? names)) proofs[(one, id)] = names = new SortedSet<string>(StringComparer.Ordinal);
            names.Add(proof);
        }
    }

    /// <summary><c>MQTT-2.2.2-2</c>, or where the numbers differ <c>MQTT-2.2.2-2 in 3.1.1</c>.</summary>
    [GeneratedRegex(@"(?<id>MQTT-[\d.]+-\d+)(?: in (?<version>3\.1\.1|5\.0))?")]
    private static partial Regex NamedClause();

    [GeneratedRegex(@" \[[^\]]*\]")]
    private static partial Regex WithoutClauses();
}
