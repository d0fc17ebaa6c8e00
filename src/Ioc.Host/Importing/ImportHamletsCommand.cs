using System.CommandLine;
using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Importing;

internal static class ImportHamletsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var file = ImportCommand.File(
            $"CSV with the columns {string.Join(',', UnitRow.HamletColumns)} and, if known, {string.Join(',', UnitRow.HamletOptionalColumns)}; unit_code is the commune's");
        var keepGood = ImportCommand.KeepGood();
        var command = new Command("hamlets", "Imports hamlets (thôn, bản): they have no national code, so the code is the province's own.") { file, keepGood };
        command.SetAction((parsed, cancellationToken) =>
        {
            var import = new Import<UnitWire>(terminal, "hamlets", Read, (api, units, keep, cancel) => api.PutUnitsAsync(units, keep, cancel));
            return import.RunAsync(connection, parsed, parsed.GetValue(file)!, parsed.GetValue(keepGood), cancellationToken);
        });
        return command;
    }

    public static ImportRows<UnitWire> Read(ReadOnlyMemory<byte> file)
    {
        var table = CsvReading.Read(file, UnitRow.HamletColumns, UnitRow.HamletOptionalColumns);
        return ImportRows<UnitWire>.Read(table.Rows, table.Errors, UnitRow.ReadHamlet, hamlet => hamlet.Code, "code");
    }
}
