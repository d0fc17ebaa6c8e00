using System.Text;
using System.Text.Unicode;
using Ioc.Devices.Rejections;

namespace Ioc.Devices.Json;

/// <summary>What every payload goes through before and after its own fields.</summary>
internal static class JsonPayload
{
    /// <summary>Cheap checks of the whole: empty, too large, not UTF-8, not an object.</summary>
    public static RejectionReason Check(ReadOnlySpan<byte> json, int bytesMax, out string? detail)
    {
        detail = null;
        if (json.Length > bytesMax)
            return RejectionReason.TooLarge;
        if (json.StartsWith("\uFEFF"u8))
        {
            detail = "byte order mark";
            return RejectionReason.NotJson;
        }
        var first = json.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0)
            return RejectionReason.Empty;
        if (!Utf8.IsValid(json))
            return RejectionReason.NotUtf8;
        if (json[first] == '{')
            return RejectionReason.None;
        return IsSomeOtherJson(json) ? RejectionReason.NotAnObject : RejectionReason.NotJson;
    }

    /// <summary>Nothing but white space may follow the object.</summary>
    public static void CheckEnd(ref JsonScanner scanner)
    {
        if (!scanner.AtEnd())
            scanner.Fail(RejectionReason.NotJson, "bytes after the object");
    }

    /// <summary>A key or word with its escapes resolved; what does not fit is longer than any name we know and stays as it is.</summary>
    public static ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> raw, bool escaped, Span<byte> space)
    {
        if (!escaped)
            return raw;
        var length = JsonText.Unescape(raw, space);
        return length < 0 ? raw : space[..length];
    }

    /// <summary>Reads a text into <paramref name="into"/>; its length in bytes, or −1 with a fault.</summary>
    public static int ReadText(ref JsonScanner scanner, scoped Span<byte> into, int charactersMax, string detail)
    {
        var shape = scanner.Peek();
        if (shape != JsonShape.String)
        {
            scanner.Fail(shape == JsonShape.Nothing ? RejectionReason.NotJson : RejectionReason.WrongType, detail);
            return -1;
        }
        if (!scanner.ReadString(out var raw, out var escaped))
            return -1;
        var length = raw.Length;
        var fits = true;
        if (escaped)
            length = JsonText.Unescape(raw, into);
        else
            fits = raw.TryCopyTo(into);
        if (fits && length >= 0 && (length <= charactersMax || Encoding.UTF8.GetCharCount(into[..length]) <= charactersMax))
            return length;
        scanner.Fail(RejectionReason.OutOfRange, detail);
        return -1;
    }

    private static bool IsSomeOtherJson(ReadOnlySpan<byte> json)
    {
        var scanner = new JsonScanner(json);
        return scanner.Skip(depth: 0) && scanner.AtEnd();
    }
}
