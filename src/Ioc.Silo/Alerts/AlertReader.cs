using Ioc.Devices.Alerts;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Judge;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using System.Text.Json;

namespace Ioc.Silo.Alerts;

/// <summary>
/// Alerts for people: what is open or changed a moment ago from memory, older ones from operations.db. A page merges the two; what is in memory
/// wins, and the database is asked to leave it out.
/// </summary>
internal sealed class AlertReader(JudgeBooks books, Tickets tickets, OperationsDatabase database, IRegistry registry) : IAlerts
{
    private const int PageSizeMax = 1_000;

    public IReadOnlyList<Alert> Open => books.Alerts.Open;

    public Task<AlertPage> QueryAsync(AlertQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        query = query with { PageSize = Math.Clamp(query.PageSize, 1, PageSizeMax) };
        var book = books.Alerts;
        var filter = new AlertFilter(query, registry.Current);
        var after = AlertCursor.Parse(query.Cursor);
        return Task.FromResult(query.Open == true ? FromMemory(query, filter, after, book) : Merged(query, filter, after, book));
    }

    public Task<Alert?> FindAsync(string alertId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (books.Alerts.Find(alertId) is { } alert)
            return Task.FromResult<Alert?>(alert);
        using var connection = database.CreateConnection();
        // Between the look in memory and this one a checkpoint may have moved it from there to here, never the other way.
        return Task.FromResult(AlertRows.Find(connection, alertId));
    }

    public async Task<Alert?> AcknowledgeAsync(string alertId, string user, CancellationToken cancellationToken)
    {
        var alert = await FindAsync(alertId, cancellationToken);
        if (alert is not { State: AlertState.Raised })
            return alert;
        await tickets.AppendAsync(
            EntryKind.AlertAction,
            ticket => JsonSerializer.SerializeToUtf8Bytes(new AlertAction(ticket, alertId, user), CheckpointJson.Default.AlertAction),
            cancellationToken);
        return await FindAsync(alertId, cancellationToken);
    }

    private static AlertPage FromMemory(AlertQuery query, AlertFilter filter, AlertCursor? after, AlertBook book)
    {
        var matching = book.Open.Where(filter.Matches).ToList();
        return Page(matching.Where(alert => after?.IsBefore(alert) ?? true), query.PageSize, matching.Count);
    }

    private AlertPage Merged(AlertQuery query, AlertFilter filter, AlertCursor? after, AlertBook book)
    {
        var fresh = book.Unstored.Values.Where(filter.Matches).ToList();
        var parameters = AlertRows.Parameters(query, filter, after, book.Unstored.Keys);
        using var connection = database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        var total = AlertRows.Count(connection, parameters) + fresh.Count;
        var merged = AlertRows.Page(connection, parameters).Concat(fresh.Where(alert => after?.IsBefore(alert) ?? true)).Order(AlertBook.NewestFirst);
        return Page(merged, query.PageSize, total);
    }

    private static AlertPage Page(IEnumerable<Alert> alerts, int pageSize, long total)
    {
        var items = alerts.Take(pageSize + 1).ToList();
        if (items.Count <= pageSize)
            return new AlertPage(items, null, total);
        items.RemoveAt(pageSize);
        return new AlertPage(items, AlertCursor.Of(items[^1]).ToString(), total);
    }
}
