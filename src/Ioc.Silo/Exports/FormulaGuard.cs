namespace Ioc.Silo.Exports;

/// <summary>
/// A cell that begins with = + - @ or a control character is a formula to a spreadsheet: a device's name would run on the computer of
/// whoever opens the export. Such a text gets an apostrophe in front when it is written, and so does a text that begins with an apostrophe;
/// an apostrophe before one of these is taken away when it is read. So writing and reading gives back every text.
/// </summary>
public static class FormulaGuard
{
    private const string Guarded = "=+-@\t\r\n'";

    public static string Guard(string text) => text.Length > 0 && Guarded.Contains(text[0]) ? "'" + text : text;

    public static string Unguard(string cell) => cell.Length > 1 && cell[0] == '\'' && Guarded.Contains(cell[1]) ? cell[1..] : cell;
}
