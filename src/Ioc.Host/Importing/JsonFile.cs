using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Ioc.Host.Importing;

/// <summary>Reads a JSON file whose root is an object; a syntax error is reported with its line.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    public static bool IsJson(ReadOnlySpan<byte> file) => WithoutMark(file).TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    public static JsonObject? TryParse(ReadOnlyMemory<byte> file, List<RowError> errors)
    {
        var bytes = WithoutMark(file.Span);
        if (!Utf8.IsValid(bytes))
        {
            errors.Add(new RowError(0, "the file is not UTF-8"));
            return null;
        }

        try
        {
            if (JsonNode.Parse(bytes, documentOptions: Options) is JsonObject root)
            {
                ReadTexts(bytes);
                return root;
            }

            errors.Add(new RowError(0, "the file must be a JSON object"));
        }
        catch (JsonException fault)
        {
            errors.Add(new RowError((int)(fault.LineNumber ?? 0) + 1, $"not usable JSON: {fault.Message}"));
        }
        catch (InvalidOperationException fault)
        {
            errors.Add(new RowError(0, $"a text that can't be read: {fault.Message}"));
        }

        return null;
    }

    /// <summary>Half a surrogate pair written as an escape is found only when the text is read: read all of them here, and nowhere else can fail.</summary>
    private static void ReadTexts(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                _ = reader.GetString();
            }
        }
    }

    /// <summary>RFC 8259 lets a reader ignore a byte order mark; the JSON reader here does not do it itself.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> file) => file.StartsWith("\uFEFF"u8) ? file[3..] : file;
}
