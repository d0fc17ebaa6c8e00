using System.CommandLine;
using System.Text.Json.Nodes;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Importing;

internal static class ImportBoundariesCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var file = ImportCommand.File("GeoJSON FeatureCollection of polygons (WGS 84), each with the unit's code in properties.code");
        var keepGood = ImportCommand.KeepGood();
        var command = new Command("boundaries", "Imports the outlines of units that are already imported, matched by code.") { file, keepGood };
        command.SetAction((parsed, cancellationToken) =>
        {
            var import = new Import<Boundary>(terminal, "boundaries", BoundaryFile.Read, BoundaryDelivery.SendAsync);
            return import.RunAsync(connection, parsed, parsed.GetValue(file)!, parsed.GetValue(keepGood), cancellationToken);
        });
        return command;
    }

    public static JsonObject Collection(IReadOnlyList<Boundary> boundaries) => new()
    {
        ["type"] = "FeatureCollection",
        ["features"] = new JsonArray([.. boundaries.Select(boundary => new JsonObject
        {
            ["type"] = "Feature",
            ["properties"] = new JsonObject { ["code"] = boundary.Code },
            ["geometry"] = boundary.Geometry.DeepClone(),
        })]),
    };
}
