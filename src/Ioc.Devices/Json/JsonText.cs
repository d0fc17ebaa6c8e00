using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Ioc.Devices.Json;

/// <summary>Escapes of JSON strings (RFC 8259 §7).</summary>
internal static class JsonText
{
    /// <summary>
    /// Length of the escape at the start of <paramref name="text"/>, a surrogate pair counted as one (12); 0: not an escape.
    /// Half a pair is no character, so it can't become UTF-8.
    /// </summary>
    public static int EscapeLength(ReadOnlySpan<byte> text, out bool loneSurrogate)
    {
        loneSurrogate = false;
        if (text.Length < 2)
            return 0;
        if (text[1] != 'u')
            return text[1] is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t' ? 2 : 0;
        if (!TryHex(text[2..], out var unit))
            return 0;
        if (!char.IsSurrogate(unit))
            return 6;
        loneSurrogate = !IsPair(text, unit);
        return loneSurrogate ? 0 : 12;
    }

    /// <summary>Resolves escapes into <paramref name="into"/>; the text was checked by <see cref="EscapeLength"/>. −1: does not fit.</summary>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> into)
    {
        var written = 0;
        while (!raw.IsEmpty)
        {
            if (raw[0] != '\\')
            {
                if (written == into.Length)
                    return -1;
                into[written++] = raw[0];
                raw = raw[1..];
                continue;
            }
            var length = EscapeLength(raw, out _);
            if (!RuneOf(raw, length).TryEncodeToUtf8(into[written..], out var bytes))
                return -1;
            written += bytes;
            raw = raw[length..];
        }
        return written;
    }

    private static Rune RuneOf(ReadOnlySpan<byte> raw, int length)
    {
        if (length == 2)
        {
            return new Rune((char)(raw[1] switch
            {
                (byte)'b' => 8,
                (byte)'f' => 12,
                (byte)'n' => 10,
                (byte)'r' => 13,
                (byte)'t' => 9,
                var itself => itself,
            }));
        }
        _ = TryHex(raw[2..], out var unit);
        if (length == 6)
            return new Rune(unit);
        _ = TryHex(raw[8..], out var low);
        return new Rune(unit, low);
    }

    private static bool IsPair(ReadOnlySpan<byte> text, char high) =>
        char.IsHighSurrogate(high) && text.Length >= 12 && text[6] == '\\' && text[7] == 'u'
        && TryHex(text[8..], out var low) && char.IsLowSurrogate(low);

    private static bool TryHex(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 4 || text[..4].ContainsAnyExcept(HexDigits))
            return false;
        _ = Utf8Parser.TryParse(text[..4], out int value, out _, 'x');
        unit = (char)value;
        return true;
    }

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
}
