namespace Ioc.Host.Importing;

/// <summary>A CSV file that was read: the rows that are rows, and what is wrong with the others.</summary>
internal sealed record CsvTable(IReadOnlyList<CsvRow> Rows, IReadOnlyList<RowError> Errors);
