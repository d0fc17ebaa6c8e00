using System.CommandLine;
using System.Text.Json;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Importing;

/// <summary>
/// The one course of every import: read the whole file, name everything that is wrong with it, and only then send it. What the server refuses
/// (an unknown unit, say) is named with its line as well.
/// </summary>
/// <param name="terminal">Where rows are complained about.</param>
/// <param name="noun">What is imported, in the plural.</param>
/// <param name="read">The file's bytes → rows.</param>
/// <param name="send">One request.</param>
internal sealed class Import<T>(
    Terminal terminal,
    string noun,
    Func<ReadOnlyMemory<byte>, ImportRows<T>> read,
    Func<ServerApi, IReadOnlyList<T>, bool, CancellationToken, Task<ApiAnswer<ImportAnswer>>> send)
    where T : class
{
    public async Task<int> RunAsync(ConnectionOptions connection, ParseResult parsed, FileInfo file, bool keepGood, CancellationToken cancellationToken)
    {
        var (bytes, unreadable) = await InputFile.ReadAsync(file, cancellationToken);
        if (bytes is null)
        {
            return terminal.Fail(unreadable!, ExitCode.BadInput);
        }

        var rows = read(bytes);
        Complain(file, rows.Errors);
        if (rows.Errors.Count > 0 && (!keepGood || rows.Rows.Count == 0))
        {
            var advice = rows.Rows.Count == 0 ? "" : $" Mend them, or store the {rows.Rows.Count:N0} good ones with --keep-good.";
            return terminal.Fail($"Nothing was imported: {rows.Errors.Count:N0} bad of {rows.Errors.Count + rows.Rows.Count:N0} rows.{advice}", ExitCode.BadInput);
        }

        using var api = connection.TryConnect(parsed, out var problem);
        if (api is null)
        {
            return terminal.Fail(problem);
        }

        var outcome = await terminal.WithProgressAsync(
            $"Importing {noun}", rows.Rows.Count, progress => SendAllAsync(api, rows, keepGood, progress, cancellationToken));
        return Report(file, rows, outcome);
    }

    private async Task<ImportOutcome> SendAllAsync(ServerApi api, ImportRows<T> rows, bool keepGood, IProgressMark progress, CancellationToken cancellationToken)
    {
        var outcome = new ImportOutcome();
        foreach (var request in Requests(rows.Rows, keepGood))
        {
            var answer = await send(api, [.. request.Select(row => row.Row)], keepGood, cancellationToken);
            if (answer.Value is { } value)
            {
                outcome.Added += value.Added;
                outcome.Changed += value.Changed;
                outcome.Unchanged += value.Unchanged;
                outcome.Errors.AddRange((value.Errors ?? []).Select(error => new RowError(
                    error.Row >= 1 && error.Row <= request.Count ? request[error.Row - 1].Line : 0, error.Reason)));
            }

            if (!answer.Succeeded)
            {
                outcome.Problem = answer.Problem;
                outcome.Refused = answer.Status is >= 400 and < 500 and not (401 or 403);
                return outcome;
            }

            progress.Advance(request.Count);
        }

        return outcome;
    }

    /// <summary>As few requests as may be, because each is stored whole or not at all; small ones where the good rows are kept anyway.</summary>
    private static IEnumerable<IReadOnlyList<(int Line, T Row)>> Requests(IReadOnlyList<(int Line, T Row)> rows, bool keepGood)
    {
        var request = new List<(int, T)>();
        long bytes = 0;
        foreach (var row in rows)
        {
            var rowBytes = JsonSerializer.SerializeToUtf8Bytes(row.Row, JsonSerializerOptions.Web).Length;
            var full = bytes + rowBytes > ImportLimits.RequestBytesMax || (keepGood && request.Count == ImportLimits.RowsPerRequestMax);
            if (full && request.Count > 0)
            {
                yield return request;
                request = [];
                bytes = 0;
            }

            request.Add(row);
            bytes += rowBytes;
        }

        if (request.Count > 0)
        {
            yield return request;
        }
    }

    private int Report(FileInfo file, ImportRows<T> rows, ImportOutcome outcome)
    {
        Complain(file, outcome.Errors);
        var bad = rows.Errors.Count + outcome.Errors.Count;
        if (outcome.Problem is null)
        {
            terminal.Out.WriteLine($"{noun}: {outcome.Added} added, {outcome.Changed} changed, {outcome.Unchanged} unchanged, {bad} bad");
            return ExitCode.Ok;
        }

        terminal.Complain(outcome.Problem);
        var stored = outcome.Added + outcome.Changed;
        return terminal.Fail(
            stored == 0 ? "Nothing was imported." : $"{stored:N0} rows had been stored before; importing the mended file again completes it.",
            outcome.Refused ? ExitCode.BadInput : ExitCode.Failed);
    }

    private void Complain(FileInfo file, IReadOnlyList<RowError> errors)
    {
        foreach (var error in errors.Take(ImportLimits.ErrorsShownMax))
        {
            terminal.Complain(error.Line > 0 ? $"{file.Name}:{error.Line}: {error.Reason}" : $"{file.Name}: {error.Reason}");
        }

        if (errors.Count > ImportLimits.ErrorsShownMax)
        {
            terminal.Complain($"… and {errors.Count - ImportLimits.ErrorsShownMax:N0} more");
        }
    }
}
