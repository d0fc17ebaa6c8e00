using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ioc.Host.Importing;

/// <summary>
/// Reads CSV (RFC 4180) as people really save it: with or without a byte order mark, LF or CRLF, and with the semicolons that a spreadsheet
/// set to Vietnamese writes. What is wrong is reported with its line and never guessed at: bytes that are not UTF-8, quotes that do not
/// match, and rows with too few or too many columns are not rows.
/// </summary>
internal static class CsvReading
{
    /// <summary>Reads a whole file that has a header naming at least <paramref name="required"/>, and nothing beyond <paramref name="optional"/>.</summary>
    public static CsvTable Read(ReadOnlyMemory<byte> file, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var errors = new List<RowError>();
        var badLines = Utf8Lines.FindInvalid(file.Span);
        var text = Utf8Lines.WithoutByteOrderMark(Encoding.UTF8.GetString(file.Span));
        using var parser = Open(text);
        if (badLines.Contains(1) || !parser.Read())
        {
            var reason = badLines.Contains(1) ? "the header is not UTF-8; save the file as \"CSV UTF-8\"" : "the file is empty: it needs a header with the column names";
            return new CsvTable([], [new RowError(1, reason)]);
        }

        var header = parser.Record.Select(name => name.Trim()).ToArray();
        if (Header(header, required, optional, errors) is not { } columns)
        {
            return new CsvTable([], errors);
        }

        return new CsvTable(Rows(parser, columns, header.Length, badLines, errors), errors);
    }

    private static List<CsvRow> Rows(CsvParser parser, Dictionary<string, int> columns, int columnCount, HashSet<int> badLines, List<RowError> errors)
    {
        var rows = new List<CsvRow>();
        var line = parser.RawRow + 1;
        while (parser.Read())
        {
            var cells = parser.Record;
            var next = parser.RawRow + 1;
            if (Problem(parser, cells, columnCount, line, next, badLines) is { } reason)
            {
                errors.Add(new RowError(line, reason));
            }
            else if (cells.Length > 1 || cells[0].Length > 0)
            {
                rows.Add(new CsvRow(line, columns, cells));
            }

            line = next;
        }

        return rows;
    }

    private static string? Problem(CsvParser parser, string[] cells, int columnCount, int line, int next, HashSet<int> badLines)
    {
        for (var at = line; badLines.Count > 0 && at < next; at++)
        {
            if (badLines.Contains(at))
            {
                return "not UTF-8; save the file as \"CSV UTF-8\"";
            }
        }

        if (QuoteRule.Problem(parser.RawRecord, parser.Delimiter[0]) is { } quotes)
        {
            return next - line > 1 ? $"{quotes} (the row runs on to line {next - 1})" : quotes;
        }

        // A blank line is nothing, not a row with one empty column.
        var blank = cells.Length == 1 && cells[0].Length == 0;
        if (cells.Length != columnCount && !blank)
        {
            return $"{cells.Length} columns where the header has {columnCount}; put quotes around a cell that holds a {Name(parser.Delimiter)}";
        }

        return cells.FirstOrDefault(cell => cell.Length > ImportLimits.CellCharactersMax) is { } cell2
            ? $"a cell of {cell2.Length:N0} characters; at most {ImportLimits.CellCharactersMax:N0} are taken"
            : null;
    }

    private static Dictionary<string, int>? Header(string[] header, IReadOnlyList<string> required, IReadOnlyList<string> optional, List<RowError> errors)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < header.Length; index++)
        {
            if (!required.Contains(header[index]) && !optional.Contains(header[index]))
            {
                errors.Add(new RowError(1, $"unknown column '{header[index]}'; known are {string.Join(", ", required.Concat(optional))}"));
            }
            else if (!columns.TryAdd(header[index], index))
            {
                errors.Add(new RowError(1, $"column '{header[index]}' stands twice"));
            }
        }

        errors.AddRange(required.Where(name => !columns.ContainsKey(name)).Select(name => new RowError(1, $"column '{name}' is missing")));
        return errors.Count == 0 ? columns : null;
    }

    private static CsvParser Open(string text)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Mode = CsvMode.RFC4180,
            Delimiter = DelimiterOf(text),
            // What is wrong with quotes is decided by QuoteRule, which can say where.
            BadDataFound = null,
            IgnoreBlankLines = false,
            CacheFields = false,
            TrimOptions = TrimOptions.None,
        };
        return new CsvParser(new StringReader(text), configuration);
    }

    /// <summary>The header's separator: our column names hold none of the three.</summary>
    private static string DelimiterOf(string text)
    {
        var firstLine = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0 ? end : text.Length);
        return firstLine.Contains(',') ? "," : firstLine.Contains(';') ? ";" : firstLine.Contains('\t') ? "\t" : ",";
    }

    private static string Name(string delimiter) => delimiter switch { ";" => "semicolon", "\t" => "tab", _ => "comma" };
}
