using System.Globalization;

namespace Ioc.Devices.Json;

/// <summary>Numbers of JSON (RFC 8259 §6): no leading zeros, no plus, no NaN, no hexadecimal.</summary>
internal static class JsonNumber
{
    // A double holds 15 decimal digits and powers of ten up to 22 exactly, so one division of such numbers rounds correctly.
    private const int ExactDigits = 15;
    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>
    /// Length of the number at the start of <paramref name="text"/>, 0 if there is none. Too large ones become infinite: the range refuses them.
    /// </summary>
    public static int Read(ReadOnlySpan<byte> text, out double value)
    {
        var at = 0;
        var negative = text[0] == '-';
        if (negative)
            at++;
        value = 0;
        long mantissa = 0;
        var whole = Digits(text, ref at, ref mantissa);
        if (whole == 0 || (whole > 1 && text[at - whole] == '0'))
            return 0;
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(text, ref at, ref mantissa);
            if (fraction == 0)
                return 0;
        }
        var hasExponent = at < text.Length && (text[at] | 0x20) == 'e';
        if (hasExponent && !SkipExponent(text, ref at))
            return 0;
        if (hasExponent || whole + fraction > ExactDigits)
            _ = double.TryParse(text[..at], NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        else
            value = (negative ? -mantissa : mantissa) / PowersOfTen[fraction];
        return at;
    }

    private static int Digits(ReadOnlySpan<byte> text, ref int at, ref long mantissa)
    {
        var start = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
            mantissa = unchecked((mantissa * 10) + text[at++] - '0');
        return at - start;
    }

    private static bool SkipExponent(ReadOnlySpan<byte> text, ref int at)
    {
        at++;
        if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
            at++;
        long ignored = 0;
        return Digits(text, ref at, ref ignored) > 0;
    }
}
