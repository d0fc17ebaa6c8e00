using Dapper;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Audit;

/// <summary>The audit on operations.db, its key and its head in files beside it.</summary>
internal sealed class SqliteAudit : IAuditLog
{
    private readonly OperationsDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _directory;
    private readonly AuditSeal _seal;
    private readonly AuditVerification _verification;
    private readonly Lock _headGate = new();
    private AuditHead? _head;
    private bool _headKept = true;

    /// <summary>After a fault the head stays as it is: a newer one would make a chain that lost rows look sound again.</summary>
    private volatile bool _headFrozen;

    private volatile AuditFault? _fault;

    /// <summary>Verifies the last rows: a start waits for <paramref name="rowsAtStart"/> at most.</summary>
    public SqliteAudit(OperationsDatabase database, StoreOptions options, TimeProvider time, ILogger<SqliteAudit> logger, int rowsAtStart = AuditLimits.RowsAtStart)
    {
        (_database, _time, _logger, _directory) = (database, time, logger, options.DataDirectory);
        _seal = AuditSeal.ExistsIn(_directory) ? AuditSeal.Open(_directory) : Begin();
        _verification = new AuditVerification(database.CreateConnection, _directory, _seal, time);
        Keep(_verification.Run(rowsAtStart, CancellationToken.None));
        _head = AuditHead.TryRead(_directory, _seal, out _);
    }

    public AuditFault? Fault => _fault;

    public Task<long> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => AppendAsync([entry], cancellationToken);

    public Task<long> AppendAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, AuditLimits.EntriesMax);
        return WriteAsync((connection, transaction) => Insert(connection, transaction, entries), cancellationToken);
    }

    public async Task<bool> ForgetAsync(string accountName, AuditEntry entry, CancellationToken cancellationToken)
    {
        using (var connection = _database.CreateConnection())
            if (AuditPeople.Find(connection, accountName) is null)
                return false;
        entry = entry with { Action = AuditActions.AccountErased, Subject = AuditSubject.Account(accountName), Outcome = AuditOutcome.Done };
        await WriteAsync(
            (connection, transaction) =>
            {
                var head = Insert(connection, transaction, [entry]);
                AuditPeople.Forget(connection, transaction, AuditPeople.Find(connection, accountName, transaction)!);
                return head;
            },
            cancellationToken);
        return true;
    }

    public Task<AuditPage> QueryAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = _database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        var (where, values) = AuditSql.Where(query, connection);
        values.Add("countMax", AuditLimits.CountMax);
        var total = connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM (SELECT 1 FROM audit WHERE {where} LIMIT @countMax)", values, transaction);
        var size = Math.Clamp(query.PageSize, 1, AuditLimits.PageSizeMax);
        values.Add("before", query.Before ?? long.MaxValue);
        values.Add("size", size + 1);
        var rows = connection.Query<AuditRow>(
            $"SELECT {AuditRow.Columns} FROM audit WHERE {where} AND audit.number < @before ORDER BY audit.number DESC LIMIT @size", values, transaction).AsList();
        var names = AuditPeople.Names(connection, transaction);
        var items = rows.Take(size).Select(row => Record(row, names)).ToList();
        return Task.FromResult(new AuditPage(items, rows.Count > size ? items[^1].Number : null, total));
    }

    public IEnumerable<AuditRecord> Read(AuditQuery query)
    {
        using var connection = _database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        var (where, values) = AuditSql.Where(query, connection);
        var names = AuditPeople.Names(connection, transaction);
        foreach (var row in connection.Query<AuditRow>(
            $"SELECT {AuditRow.Columns} FROM audit WHERE {where} ORDER BY audit.number", values, transaction, buffered: false))
            yield return Record(row, names);
    }

    public AuditVerdict Verify(CancellationToken cancellationToken)
    {
        var verdict = _verification.Run(long.MaxValue, cancellationToken);
        Keep(verdict);
        return verdict;
    }

    private async Task<long> WriteAsync(Func<SqliteConnection, SqliteTransaction, AuditHead> work, CancellationToken cancellationToken)
    {
        EnsureHeadKept();
        try
        {
            var head = await _database.WriteAsync(work, cancellationToken);
            KeepHead(head);
            return head.Number;
        }
        catch (SqliteException fault)
        {
            throw new AuditUnavailableException($"The audit can't be written ({fault.Message}), so the action is refused.", fault);
        }
    }

    private AuditHead Insert(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<AuditEntry> entries)
    {
        var (number, hash) = connection.QuerySingleOrDefault<(long Number, byte[]? Sha256)>(
            "SELECT number, CAST(sha256 AS BLOB) FROM audit ORDER BY audit.number DESC LIMIT 1", transaction: transaction);
        hash ??= new byte[32];
        if (number < _head?.Number && !_headFrozen)
            Keep(new AuditVerdict(number, null, new AuditFault(number + 1, $"rows {number + 1} to {_head.Number} are missing at the end", _time.GetUtcNow())));
        // A clock that jumped back must not make the rows' order and their times disagree silently: the time is kept as it was read.
        var at = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var entry in entries)
        {
            var row = Row(entry, ++number, at, connection, transaction);
            hash = row.HashAfter(hash);
            connection.Execute(
                """
                INSERT INTO audit (number, at_ms, actor_kind, actor, via, address, action, subject_kind, subject, unit_code, outcome, before, after, why, sha256, seal)
                VALUES (@Number, @AtMs, @ActorKind, @Actor, @Via, @Address, @Action, @SubjectKind, @Subject, @UnitCode, @Outcome, @Before, @After, @Why, @Sha256, @Seal)
                """,
                row with { Sha256 = hash, Seal = _seal.Of(hash) }, transaction);
        }

        return new AuditHead(number, hash);
    }

    private static AuditRow Row(AuditEntry entry, long number, long atMs, SqliteConnection connection, SqliteTransaction transaction) => new()
    {
        Number = number,
        AtMs = atMs,
        ActorKind = entry.Actor.Kind.ToString().ToLowerInvariant(),
        Actor = entry.Actor is { Kind: AuditActorKind.Account, Name: { } name }
            ? AuditPeople.PseudonymOf(connection, transaction, name)
            : AuditText.Word(entry.Actor.Name),
        Via = AuditText.Word(entry.Actor.Via),
        Address = AuditText.Word(entry.Address),
        Action = entry.Action,
        SubjectKind = entry.Subject?.Kind,
        Subject = entry.Subject is { Kind: AuditSubject.AccountKind, Id: var account }
            ? AuditPeople.PseudonymOf(connection, transaction, account)
            : AuditText.Word(entry.Subject?.Id),
        UnitCode = AuditText.Word(entry.UnitCode),
        Outcome = entry.Outcome.ToString().ToLowerInvariant(),
        Before = AuditText.Value(entry.Before),
        After = AuditText.Value(entry.After),
        Why = AuditText.Why(entry.Why),
    };

    private static AuditRecord Record(AuditRow row, Dictionary<string, string> names) => new(
        row.Number, DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs), row.ActorKind, row.Actor,
        row.ActorKind == "account" && row.Actor is { } actor ? names.GetValueOrDefault(actor) : null, row.Via, row.Address, row.Action, row.SubjectKind, row.Subject,
        row.SubjectKind == AuditSubject.AccountKind && row.Subject is { } subject ? names.GetValueOrDefault(subject) : null, row.UnitCode, row.Outcome,
        row.Before, row.After, row.Why, Convert.ToHexStringLower(row.Sha256));

    private void Keep(AuditVerdict verdict)
    {
        _fault = verdict.Fault;
        _headFrozen |= verdict.Fault is not null;
        if (verdict.Fault is { } fault)
            AuditLogMessages.Fault(_logger, fault.Row, fault.What);
        else
            AuditLogMessages.Sound(_logger, verdict.Rows, verdict.Sha256);
    }

    /// <summary>One action may go on while the head is not kept, no second: what nobody outside of the table knows of could be cut off unseen.</summary>
    private void EnsureHeadKept()
    {
        lock (_headGate)
        {
            if (_headKept || _head is null)
                return;
            if (!TryWrite(_head))
                throw new AuditUnavailableException($"The audit's head can't be written to {AuditHead.PathIn(_directory)}, so the action is refused.");
        }
    }

    /// <summary>Only ever forward: a table that lost its end under a running server must not make its head forget.</summary>
    private void KeepHead(AuditHead head)
    {
        lock (_headGate)
        {
            if (_headFrozen || head.Number <= _head?.Number)
                return;
            _head = head;
            TryWrite(head);
        }
    }

    /// <summary>
    /// A key is made once, with the head of a table in which nothing was ever written. Where something was (rows, names, an old head, somebody who signed in),
    /// the key was taken away: then the old head stays, or none, and the audit is faulty.
    /// </summary>
    private AuditSeal Begin()
    {
        var seal = AuditSeal.Make(_directory);
        using var connection = _database.CreateConnection();
        var wasWritten = connection.ExecuteScalar<long>(
            "SELECT EXISTS (SELECT 1 FROM audit) OR EXISTS (SELECT 1 FROM audit_people) OR EXISTS (SELECT 1 FROM accounts WHERE last_sign_in_ms IS NOT NULL)") != 0;
        if (!wasWritten && !File.Exists(AuditHead.PathIn(_directory)))
            new AuditHead(0, new byte[32]).Write(_directory, seal);
        return seal;
    }

    private bool TryWrite(AuditHead head)
    {
        try
        {
            head.Write(_directory, _seal);
            _headKept = true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            AuditLogMessages.HeadNotKept(_logger, fault);
            _headKept = false;
        }

        return _headKept;
    }
}
