using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ioc.Silo.Rejections;

namespace Ioc.Silo.Audit;

/// <summary>What callers give, as text that is bounded and safe to show, export and log.</summary>
internal static class AuditText
{
    /// <summary>Vietnamese stays readable; control characters are escaped by JSON itself.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string? Word(string? text) => Printable(text, AuditLimits.WordCharsMax);

    public static string? Why(string? text) => Printable(text, AuditLimits.WhyCharsMax);

    public static string? Value(object? value)
    {
        if (value is null)
            return null;
        var text = JsonSerializer.Serialize(value, Json);
        return text.Length <= AuditLimits.ValueCharsMax
            ? text
            : JsonSerializer.Serialize(new { chars = text.Length, sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) }, Json);
    }

    private static string? Printable(string? text, int charsMax) => text is null ? null : PrintableText.From(Encoding.UTF8.GetBytes(text), charsMax);
}
