using System.Globalization;
using Ioc.Silo.Exports;

namespace Ioc.Host.Importing;

/// <summary>Reads the cells of one row as what they should be, and collects everything that is wrong with the row.</summary>
internal sealed class CellReader(IRowCells row, List<string> problems)
{
    public string? Text(string column)
    {
        var text = FormulaGuard.Unguard(row[column]);
        return text.Length == 0 ? null : text;
    }

    public string Required(string column)
    {
        if (Text(column) is { } text)
        {
            return text;
        }

        problems.Add($"{column} is empty");
        return "";
    }

    public IReadOnlyList<string> List(string column) => ListText.Split(FormulaGuard.Unguard(row[column]), ';');

    public double? Number(string column, double min, double max)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            problems.Add($"{column} '{Shown(text)}' is not a number; write a point for decimals, as in 19.806");
            return null;
        }

        if (value < min || value > max)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"{column} {value} is not between {min} and {max}"));
            return null;
        }

        return value;
    }

    public int? Whole(string column, int min, int max)
    {
        var text = row[column];
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        problems.Add(string.Create(CultureInfo.InvariantCulture, $"{column} '{Shown(text)}' is not a whole number between {min} and {max}"));
        return null;
    }

    public bool? YesNo(string column)
    {
        switch (row[column])
        {
            case "": return null;
            case "true" or "TRUE" or "1" or "yes": return true;
            case "false" or "FALSE" or "0" or "no": return false;
            case var text:
                problems.Add($"{column} '{Shown(text)}' is neither true nor false");
                return null;
        }
    }

    public bool AnyOf(IReadOnlyList<string> columns) => columns.Any(column => row[column].Length > 0);

    public void Refuse(string reason) => problems.Add(reason);

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
