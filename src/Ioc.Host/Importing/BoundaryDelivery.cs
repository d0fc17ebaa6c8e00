using System.Text.Json.Nodes;
using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;

namespace Ioc.Host.Importing;

/// <summary>
/// Sends boundaries. The call stores all or none and answers no counts, so what is there already is read first: it tells added from changed, and
/// leaves out what is the same.
/// </summary>
internal static class BoundaryDelivery
{
    public static async Task<ApiAnswer<ImportAnswer>> SendAsync(
        ServerApi api, IReadOnlyList<Boundary> boundaries, bool keepGood, CancellationToken cancellationToken)
    {
        var units = await api.GetAllAsync<UnitWire>("/api/v1/units", null, cancellationToken);
        if (!units.Succeeded)
        {
            return new ApiAnswer<ImportAnswer>(null, units.Problem, units.Status);
        }

        var stored = await api.GetAsync<JsonObject>("/api/v1/units/boundaries", cancellationToken);
        if (!stored.Succeeded)
        {
            return new ApiAnswer<ImportAnswer>(null, stored.Problem, stored.Status);
        }

        var known = units.Value!.Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
        var errors = boundaries.Index()
            .Where(row => !known.Contains(row.Item.Code))
            .Select(row => new ImportAnswerError(row.Index + 1, $"unit {row.Item.Code} is unknown: import units first, or correct the code"))
            .ToList();
        if (errors.Count > 0 && !keepGood)
        {
            return new ApiAnswer<ImportAnswer>(new ImportAnswer(0, 0, 0, errors), "The server does not know some of the units.", 422);
        }

        var before = GeometryByCode(stored.Value!);
        var good = boundaries.Where(boundary => known.Contains(boundary.Code)).ToList();
        var different = good.Where(boundary => !JsonNode.DeepEquals(before.GetValueOrDefault(boundary.Code), boundary.Geometry)).ToList();
        if (different.Count > 0)
        {
            var put = await api.PutBoundariesAsync(ImportBoundariesCommand.Collection(different), cancellationToken);
            if (!put.Succeeded)
            {
                return new ApiAnswer<ImportAnswer>(null, put.Problem, put.Status);
            }
        }

        var changed = different.Count(boundary => before.ContainsKey(boundary.Code));
        return new ApiAnswer<ImportAnswer>(new ImportAnswer(different.Count - changed, changed, good.Count - different.Count, errors), null, 200);
    }

    /// <summary>The geometries of a FeatureCollection as the server answers it.</summary>
    public static Dictionary<string, JsonNode> GeometryByCode(JsonObject collection) =>
        collection["features"]!.AsArray()
            .Where(feature => feature!["geometry"] is not null)
            .ToDictionary(feature => (string)feature!["properties"]!["code"]!, feature => feature!["geometry"]!, StringComparer.Ordinal);
}
