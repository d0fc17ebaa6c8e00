using System.Text.Unicode;

namespace Ioc.Host.Importing;

/// <summary>Finds the lines of a file that are not UTF-8: usually one row pasted from an older program, or a file in TCVN3 or Windows-1258.</summary>
internal static class Utf8Lines
{
    /// <summary>Line numbers from 1. A line ends at LF, CRLF or a lone CR, as the CSV reader counts them.</summary>
    public static HashSet<int> FindInvalid(ReadOnlySpan<byte> file)
    {
        var invalid = new HashSet<int>();
        if (Utf8.IsValid(file))
        {
            return invalid;
        }

        var line = 1;
        while (!file.IsEmpty)
        {
            var end = file.IndexOfAny((byte)'\r', (byte)'\n');
            var text = end < 0 ? file : file[..end];
            if (!Utf8.IsValid(text))
            {
                invalid.Add(line);
            }

            var breakLength = end < 0 ? 0 : file[end] == '\r' && end + 1 < file.Length && file[end + 1] == '\n' ? 2 : 1;
            file = file[(text.Length + breakLength)..];
            line++;
        }

        return invalid;
    }

    public static string WithoutByteOrderMark(string text) => text.StartsWith('\uFEFF') ? text[1..] : text;
}
