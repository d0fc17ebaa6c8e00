using System.Text;

namespace Ioc.Host.Importing;

/// <summary>Several texts in one cell, with a separator; a separator or backslash inside a text has a backslash before it. Nothing is lost.</summary>
internal static class ListText
{
    public static string Join(IEnumerable<string> parts, char separator)
    {
        var text = new StringBuilder();
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
            {
                text.Append(separator);
            }

            first = false;
            foreach (var character in part)
            {
                if (character == separator || character == '\\')
                {
                    text.Append('\\');
                }

                text.Append(character);
            }
        }

        return text.ToString();
    }

    /// <summary>An empty text is an empty list.</summary>
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        if (text.Length == 0)
        {
            return parts;
        }

        var part = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                part.Append(text[++at]);
            }
            else if (text[at] == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(text[at]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }
}
