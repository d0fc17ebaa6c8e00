using System.Text.Json;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Api;

/// <summary>
/// One import: rows are read one by one, then the registry judges them together. All or nothing, unless the caller keeps the good rows;
/// then the rows the registry refused are left out and the others given again, until it refuses none.
/// </summary>
internal static class Import
{
    /// <summary>The second value: whether it was accepted (something stored, or nothing wrong).</summary>
    public static async Task<(ImportAnswer Answer, bool Accepted)> RunAsync<TRow, TModel>(
        IReadOnlyList<JsonElement> rows, bool keepGood, RowReader<TRow, TModel> read, Func<IReadOnlyList<TModel>, Task<RegistryChange>> put)
        where TRow : class
        where TModel : class
    {
        var errors = new List<ImportError>();
        var good = new List<(int Row, TModel Model)>(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            if (Read(rows[i], read, out RowFault? fault) is { } model) good.Add((i + 1, model));
            else errors.Add(RowFaults.Error(i + 1, fault!));
        }

        if (errors.Count > 0 && !keepGood) return (Answer(errors), false);
        while (good.Count > 0)
        {
            RegistryChange change = await put([.. good.Select(row => row.Model)]);
            if (change.Errors.Count == 0) return (Answer(errors, change), true);
            errors.AddRange(change.Errors.Select(error => RowFaults.Error(good[error.Key].Row, error.Value)));
            if (!keepGood) return (Answer(errors), false);

            // Each turn leaves out at least one row, so this ends; a row fails in a later turn only when the parent it names was left out.
            HashSet<int> refused = [.. change.Errors.Select(error => error.Key)];
            good = [.. good.Where((_, index) => !refused.Contains(index))];
        }

        return (Answer(errors), keepGood || errors.Count == 0);
    }

    private static TModel? Read<TRow, TModel>(JsonElement row, RowReader<TRow, TModel> read, out RowFault? fault)
        where TRow : class
        where TModel : class
    {
        try
        {
            if (row.Deserialize<TRow>(WireJson.Options) is { } parsed) return read(parsed, out fault);
            fault = RowFault.Of(RowFaultReason.NotRead, "null is not a row");
        }
        catch (JsonException malformed)
        {
            string where = malformed.Path is { Length: > 2 and <= 200 } path ? $" at {path[2..]}" : "";
            fault = RowFault.Of(RowFaultReason.NotRead, $"a member is unknown, missing, doubled or of another type{where}");
        }

        return null;
    }

    private static ImportAnswer Answer(List<ImportError> errors, RegistryChange? change = null) => new(
        change?.Added ?? 0, change?.Changed ?? 0, change?.Unchanged ?? 0,
        [.. errors.OrderBy(error => error.Row).Take(DashboardLimits.ImportErrorsMax)]);
}
