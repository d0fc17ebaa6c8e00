using System.CommandLine;
using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Importing;

internal static class ImportDevicesCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var file = ImportCommand.File("CSV, or GeoJSON points with the same names as properties");
        var keepGood = ImportCommand.KeepGood();
        var command = new Command("devices", $"""
            Imports devices: what `ioc export devices` writes, in CSV or GeoJSON.

            Columns: {string.Join(',', DeviceColumns.Required)}
            and where they apply: {string.Join(',', DeviceColumns.Optional)}.
            A loudspeaker needs {string.Join(", ", DeviceColumns.OfLoudspeaker.Take(3))}; a hotspot {string.Join(", ", DeviceColumns.OfHotspot)}; a site {string.Join(", ", DeviceColumns.OfSite)}.
            tags, groups and cells are lists separated by semicolons; a cell is {string.Join(':', DeviceColumns.OfCell)}, for example c1:5g:n78:120:35:6:58.
            """)
        {
            file, keepGood,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var import = new Import<DeviceDocument>(terminal, "devices", DeviceFile.Read, (api, devices, keep, cancel) => api.PutDevicesAsync(devices, keep, cancel));
            return import.RunAsync(connection, parsed, parsed.GetValue(file)!, parsed.GetValue(keepGood), cancellationToken);
        });
        return command;
    }
}
