using System.CommandLine;
using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Importing;

internal static class ImportUnitsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var file = ImportCommand.File($"CSV with the columns {string.Join(',', UnitRow.UnitColumns)}; province_code is empty for a province");
        var province = new Option<string?>("--province") { Description = "Only this province and what lies in it, for example 38", HelpName = "CODE" };
        var keepGood = ImportCommand.KeepGood();
        var command = new Command("units", "Imports administrative units: provinces and communes.") { file, province, keepGood };
        command.SetAction((parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(province);
            var import = new Import<UnitWire>(terminal, "units", bytes => Read(bytes, wanted), (api, units, keep, cancel) => api.PutUnitsAsync(units, keep, cancel));
            return import.RunAsync(connection, parsed, parsed.GetValue(file)!, parsed.GetValue(keepGood), cancellationToken);
        });
        return command;
    }

    public static ImportRows<UnitWire> Read(ReadOnlyMemory<byte> file, string? province)
    {
        var table = CsvReading.Read(file, UnitRow.UnitColumns, []);
        var rows = ImportRows<UnitWire>.Read(table.Rows, table.Errors, UnitRow.ReadUnit, unit => unit.Code, "code");
        if (province is null)
        {
            return ParentsFirst(rows);
        }

        var chosen = rows with { Rows = [.. rows.Rows.Where(row => row.Row.Code == province || row.Row.ParentCode == province)] };
        return chosen.Rows.Any(row => row.Row.Code == province)
            ? ParentsFirst(chosen)
            : chosen with { Errors = [.. chosen.Errors, new RowError(0, $"there is no province {province} in this file")] };
    }

    /// <summary>A unit's parent must be stored before it; files list them in any order.</summary>
    private static ImportRows<UnitWire> ParentsFirst(ImportRows<UnitWire> rows) =>
        rows with { Rows = [.. rows.Rows.Where(row => row.Row.ParentCode is null), .. rows.Rows.Where(row => row.Row.ParentCode is not null)] };
}
