using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ioc.Silo.Rejections;

/// <summary>
/// Bytes from a stranger as text that is safe to show: readable UTF-8 stays as it is, control characters and everything else become
/// <c>\xNN</c>.
/// </summary>
internal static class PrintableText
{
    public static string From(ReadOnlySpan<byte> bytes, int charsMax = int.MaxValue)
    {
        var text = new StringBuilder(Math.Min(bytes.Length, charsMax));
        while (!bytes.IsEmpty && text.Length < charsMax)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var taken);
            if (status == OperationStatus.Done && IsReadable(rune))
                text.Append(rune);
            else
                foreach (var octet in bytes[..taken])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{octet:X2}");
            bytes = bytes[taken..];
        }

        return text.Length <= charsMax ? text.ToString() : text.ToString(0, charsMax);
    }

    /// <summary>Bidirectional controls count as unreadable: they can make a line say something else than it holds.</summary>
    private static bool IsReadable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
