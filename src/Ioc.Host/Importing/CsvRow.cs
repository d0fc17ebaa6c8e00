namespace Ioc.Host.Importing;

/// <summary>One data row: the cells by column name, and the line it begins in.</summary>
internal sealed class CsvRow(int line, IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> cells) : IRowCells
{
    public int Line { get; } = line;

    /// <summary>The cell, or an empty text where the file has no such column.</summary>
    public string this[string column] => columns.TryGetValue(column, out var index) ? cells[index] : "";
}
