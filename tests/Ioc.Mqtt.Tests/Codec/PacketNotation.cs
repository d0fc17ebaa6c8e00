using System.Globalization;
using System.Text;
using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>
/// Bytes a human can read. Words are separated by blanks: <c>3A</c> a byte in hex; <c>w:10</c> and <c>d:10</c> two and four bytes in
/// decimal; <c>'text'</c> a string with its two-byte length; <c>~text~</c> the bytes of a text alone; <c>( … )</c> the variable byte
/// integer of the length of what is inside, then the inside (both Remaining Length and Property Length); <c>300*3A</c> a byte repeated.
/// </summary>
internal static class PacketNotation
{
    public static byte[] Parse(string text)
    {
        int at = 0;
        List<byte> bytes = ParseUntil(text, ref at, nested: false);
        return [.. bytes];
    }

    private static List<byte> ParseUntil(string text, ref int at, bool nested)
    {
        var bytes = new List<byte>();
        while (at < text.Length)
        {
            char c = text[at];
            if (c == ' ')
            {
                at++;
            }
            else if (c == '(')
            {
                at++;
                List<byte> inside = ParseUntil(text, ref at, nested: true);
                byte[] length = new byte[FieldWriter.VariableIntegerBytesMax];
                bytes.AddRange(length[..FieldWriter.WriteVariableInteger(length, (uint)inside.Count)]);
                bytes.AddRange(inside);
            }
            else if (c == ')')
            {
                if (!nested) throw new FormatException($"')' without '(' in: {text}");
                at++;
                return bytes;
            }
            else if (c is '\'' or '~')
            {
                int end = text.IndexOf(c, at + 1);
                byte[] inside = Encoding.UTF8.GetBytes(text[(at + 1)..end]);
                if (c == '\'') bytes.AddRange([(byte)(inside.Length >> 8), (byte)inside.Length]);
                bytes.AddRange(inside);
                at = end + 1;
            }
            else
            {
                int end = at;
                while (end < text.Length && text[end] is not (' ' or ')')) end++;
                AddWord(bytes, text[at..end]);
                at = end;
            }
        }

        return nested ? throw new FormatException($"'(' without ')' in: {text}") : bytes;
    }

    private static void AddWord(List<byte> bytes, string word)
    {
        if (word.StartsWith("w:", StringComparison.Ordinal))
        {
            ushort value = ushort.Parse(word[2..], CultureInfo.InvariantCulture);
            bytes.AddRange([(byte)(value >> 8), (byte)value]);
        }
        else if (word.StartsWith("d:", StringComparison.Ordinal))
        {
            uint value = uint.Parse(word[2..], CultureInfo.InvariantCulture);
            bytes.AddRange([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        }
        else if (word.Contains('*', StringComparison.Ordinal))
        {
            int star = word.IndexOf('*', StringComparison.Ordinal);
            int count = int.Parse(word[..star], CultureInfo.InvariantCulture);
            bytes.AddRange(Enumerable.Repeat(Hex(word[(star + 1)..]), count));
        }
        else
        {
            bytes.Add(Hex(word));
        }
    }

    private static byte Hex(string word) => word.Length == 2
        ? byte.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : throw new FormatException($"'{word}' is not a byte in hex");
}
