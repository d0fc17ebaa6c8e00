namespace Ioc.Host.Importing;

/// <summary>What a file holds: the good rows with the line each began in, and everything that is wrong.</summary>
internal sealed record ImportRows<T>(IReadOnlyList<(int Line, T Row)> Rows, IReadOnlyList<RowError> Errors)
{
    /// <summary>Reads each record, and refuses a key that stood before: which of the two is meant is not for us to choose.</summary>
    public static ImportRows<T> Read(
        IEnumerable<IRowCells> records, IEnumerable<RowError> errorsBefore, Func<IRowCells, List<string>, T?> read, Func<T, string> key, string keyName)
    {
        var rows = new List<(int, T)>();
        var errors = new List<RowError>(errorsBefore);
        var firstLines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            var problems = new List<string>();
            if (read(record, problems) is not { } row)
            {
                errors.Add(new RowError(record.Line, string.Join("; ", problems)));
            }
            else if (!firstLines.TryAdd(key(row), record.Line))
            {
                errors.Add(new RowError(record.Line, $"{keyName} '{key(row)}' is already in {firstLines[key(row)]}"));
            }
            else
            {
                rows.Add((record.Line, row));
            }
        }

        errors.Sort((left, right) => left.Line.CompareTo(right.Line));
        return new ImportRows<T>(rows, errors);
    }
}
