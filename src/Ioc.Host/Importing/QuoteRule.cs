namespace Ioc.Host.Importing;

/// <summary>
/// RFC 4180's rule for quotes, checked on a row as it stands in the file: a quoted cell begins with a quote right after the separator and
/// ends with one right before the next; inside, a quote is doubled; elsewhere there is none. Readers repair violations in different
/// ways, so two programs would see different rows.
/// </summary>
internal static class QuoteRule
{
    public static string? Problem(ReadOnlySpan<char> row, char delimiter)
    {
        var rest = row.TrimEnd("\r\n");
        while (true)
        {
            int cellEnd;
            if (rest.Length > 0 && rest[0] == '"')
            {
                cellEnd = EndOfQuotedCell(rest);
                if (cellEnd < 0)
                {
                    return "a quote is opened and never closed";
                }

                if (cellEnd < rest.Length && rest[cellEnd] != delimiter)
                {
                    return "text follows a closing quote; inside a quoted cell write \"\" for a quote";
                }
            }
            else
            {
                var next = rest.IndexOf(delimiter);
                cellEnd = next < 0 ? rest.Length : next;
                if (rest[..cellEnd].Contains('"'))
                {
                    return "a quote inside a cell that does not begin with one; quote the whole cell and write \"\" for a quote";
                }
            }

            if (cellEnd == rest.Length)
            {
                return null;
            }

            rest = rest[(cellEnd + 1)..];
        }
    }

    /// <summary>The index after the closing quote, or −1.</summary>
    private static int EndOfQuotedCell(ReadOnlySpan<char> cell)
    {
        for (var at = 1; at < cell.Length; at++)
        {
            if (cell[at] != '"')
            {
                continue;
            }

            if (at + 1 < cell.Length && cell[at + 1] == '"')
            {
                at++;
                continue;
            }

            return at + 1;
        }

        return -1;
    }
}
