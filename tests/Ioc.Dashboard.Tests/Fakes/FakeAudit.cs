using Ioc.Silo.Audit;

namespace Ioc.Dashboard.Tests.Fakes;

/// <summary>Keeps entries in memory, or refuses them.</summary>
internal sealed class FakeAudit : IAuditLog
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _entries = [];

    public bool IsAway { get; set; }

    /// <summary>When everything is said to have happened.</summary>
    public DateTimeOffset At { get; set; } = DateTimeOffset.UnixEpoch;

    public List<string> Forgotten { get; } = [];

    public IReadOnlyList<AuditEntry> Entries
    {
        get { lock (_gate) return [.. _entries]; }
    }

    public AuditFault? Fault => null;

    public Task<long> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => AppendAsync([entry], cancellationToken);

    public Task<long> AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        if (IsAway) throw new AuditUnavailableException("disk full");
        lock (_gate)
        {
            _entries.AddRange(entries);
            return Task.FromResult<long>(_entries.Count);
        }
    }

    public Task<AuditPage> QueryAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        AuditRecord[] items = [.. Read(query).Reverse().Where(row => query.Before is null || row.Number < query.Before)];
        AuditRecord[] page = [.. items.Take(query.PageSize)];
        return Task.FromResult(new AuditPage(page, items.Length > page.Length ? page[^1].Number : null, items.Length));
    }

    public IEnumerable<AuditRecord> Read(AuditQuery query) => Entries.Index()
        .Where(row => query.Action is null || row.Item.Action == query.Action)
        .Select(row => new AuditRecord(
            row.Index + 1, At, "account", "p1", row.Item.Actor.Name, row.Item.Actor.Via, row.Item.Address, row.Item.Action, row.Item.Subject?.Kind,
            row.Item.Subject?.Id, null, row.Item.UnitCode, "done", null, """{"a":1}""", row.Item.Why, new string('0', 64)));

    public Task<bool> ForgetAsync(string accountName, AuditEntry entry, CancellationToken cancellationToken)
    {
        Forgotten.Add(accountName);
        return Task.FromResult(true);
    }

    public AuditVerdict Verify(CancellationToken cancellationToken) => new(Entries.Count, null, null);
}
