using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Serving;

/// <summary>
/// Every setting of a server as the audit keeps it. By reflection, because a list by hand had forgotten the very settings that open doors: what is added to
/// <see cref="ServeOptions"/> or to the options within it is in the audit without anybody's doing.
/// </summary>
internal static class AuditedSettings
{
    /// <summary>Of these the audit says whether there is one, and by a keyed mark whether it is still the same: a bare hash of a short password could be guessed.</summary>
    public static readonly IReadOnlySet<string> Secrets = new HashSet<string> { "OutsideBrokerOptions.Password", "InfluxOptions.Secret", "IdentityProvider.ClientSecret" };

    /// <summary>
    /// One value's. All together must stay under <see cref="Ioc.Silo.Audit.AuditLimits.ValueCharsMax"/>, or the row would keep only a hash of them all, which no start
    /// can be compared with: some forty texts and lists of these, and as many numbers.
    /// </summary>
    private const int ValueCharsMax = 120;

    private const int MarkBytes = 8;

    public static JsonElement Of(ServeOptions options, string version, ReadOnlySpan<byte> key)
    {
        var settings = Members(options, key);
        settings.Insert(0, "version", version);
        return JsonSerializer.SerializeToElement(settings);
    }

    /// <summary>What differs, as it was and as it is; a person looks for one line among eighty otherwise.</summary>
    public static (JsonObject Before, JsonObject After) Differences(JsonElement before, JsonElement after)
    {
        var (was, now) = (JsonObject.Create(before) ?? [], JsonObject.Create(after) ?? []);
        foreach (var name in was.Select(pair => pair.Key).Intersect(now.Select(pair => pair.Key)).ToList())
        {
            if (was[name] is JsonObject old && now[name] is JsonObject present)
                Shorten(old, present);
            else if (!JsonNode.DeepEquals(was[name], now[name]))
                continue;
            if (JsonNode.DeepEquals(was[name], now[name]))
            {
                was.Remove(name);
                now.Remove(name);
            }
        }

        return (was, now);
    }

    private static void Shorten(JsonObject was, JsonObject now)
    {
        foreach (var name in was.Select(pair => pair.Key).Intersect(now.Select(pair => pair.Key)).Where(name => JsonNode.DeepEquals(was[name], now[name])).ToList())
        {
            was.Remove(name);
            now.Remove(name);
        }
    }

    private static JsonObject Members(object options, ReadOnlySpan<byte> key)
    {
        var written = new JsonObject();
        foreach (var member in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.CanWrite))
            written[JsonNamingPolicy.CamelCase.ConvertName(member.Name)] = Bounded(Value($"{options.GetType().Name}.{member.Name}", member.GetValue(options), key));
        return written;
    }

    private static JsonNode? Bounded(JsonNode? value) => value is not (null or JsonObject) && value.ToJsonString() is { Length: > ValueCharsMax } text
        ? JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{text.Length} characters, sha256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}"))
        : value;

    private static JsonNode? Value(string member, object? value, ReadOnlySpan<byte> key) => value switch
    {
        null => null,
        string secret when Secrets.Contains(member) => $"set, mark {Mark(member, secret, key)}",
        bool flag => JsonValue.Create(flag),
        int or long or uint => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        string or Uri or Enum or BrokerAddress => JsonValue.Create(value.ToString()),
        IEnumerable many => new JsonArray([.. many.Cast<object>().Select(one => (JsonNode?)JsonValue.Create(one.ToString()))]),
        _ => Members(value, key),
    };

    private static string Mark(string member, string secret, ReadOnlySpan<byte> key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{member}\n{secret}")).AsSpan(0, MarkBytes));
}
