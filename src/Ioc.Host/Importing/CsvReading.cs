using System.Text.Unicode;
using CsvHelper;

namespace Ioc.Host.Importing;

/// <summary>
/// Reads CSV (RFC 4180) as people really save it: with or without a byte order mark, LF or CRLF, and with the semicolons that a spreadsheet
/// set to Vietnamese writes. What is wrong is reported with its line and never guessed at: bytes that are not UTF-8, quotes that do not
/// match, and rows with too few or too many columns are not rows. Readers repair such things in different ways, so two programs would see
/// different devices.
/// </summary>
internal static class CsvReading
{
    /// <summary>Reads a whole file that has a header naming at least <paramref name="required"/>, and nothing beyond <paramref name="optional"/>.</summary>
    public static CsvTable Read(ReadOnlyMemory<byte> file, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var errors = new List<RowError>();
        using var reader = CsvReader.Create(file, new CsvReaderOptions
        {
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => errors.Add(new RowError((int)record.LineNumber, Words(record.Reason))),
        });
        try
        {
            var rows = Header([.. reader.Headers.Select(name => name.Trim())], required, optional, errors) is { } columns
                ? Rows(reader, columns, errors)
                : [];
            return new CsvTable(rows, errors);
        }
        catch (CsvFormatException fault)
        {
            return new CsvTable([], [.. errors, new RowError((int)fault.LineNumber, fault.Message)]);
        }
    }

    private static List<CsvRow> Rows(CsvReader reader, Dictionary<string, int> columns, List<RowError> errors)
    {
        var rows = new List<CsvRow>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (Problem(reader, columns.Count) is { } reason)
            {
                errors.Add(new RowError(line, reason));
                continue;
            }

            var cells = new string[reader.FieldCount];
            for (var index = 0; index < cells.Length; index++)
            {
                cells[index] = reader.GetString(index);
            }

            rows.Add(new CsvRow(line, columns, cells));
        }

        return rows;
    }

    private static string? Problem(CsvReader reader, int columnCount)
    {
        if (!Utf8.IsValid(reader.RawRecord))
        {
            return "not UTF-8; save the file as \"CSV UTF-8\"";
        }

        if (reader.FieldCount != columnCount)
        {
            return $"{reader.FieldCount} columns where the header has {columnCount}; put quotes around a cell that holds a '{reader.Separator}'";
        }

        return reader.RawRecord.Length > ImportLimits.RowBytesMax
            ? $"a row of {reader.RawRecord.Length:N0} bytes; at most {ImportLimits.RowBytesMax:N0} are taken"
            : null;
    }

    private static Dictionary<string, int>? Header(string[] header, IReadOnlyList<string> required, IReadOnlyList<string> optional, List<RowError> errors)
    {
        if (header.Length == 0)
        {
            errors.Add(new RowError(1, $"the file is empty; it needs a header with {string.Join(", ", required)}"));
            return null;
        }

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

    private static string Words(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote inside a cell that does not begin with one; quote the whole cell and write \"\" for a quote",
        CsvMalformedReason.TextAfterClosingQuote => "text follows a closing quote; inside a quoted cell write \"\" for a quote",
        CsvMalformedReason.UnterminatedQuote => "a quote is opened here and never closed, so everything after it is one cell",
        _ => $"not CSV ({reason})",
    };
}
