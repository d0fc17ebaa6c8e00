using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Audit;

/// <summary>
/// Reads the chain as of one instant and finds the first thing that is not as it was written. The head is read before the table, because it may lag
/// behind it and never be ahead.
/// </summary>
internal sealed class AuditVerification(Func<SqliteConnection> connect, string directory, AuditSeal seal, TimeProvider time)
{
    /// <summary>Only so many of the last rows; the first of them is taken to follow what was there.</summary>
    public AuditVerdict Run(long rowsMax, CancellationToken cancellationToken)
    {
        var head = AuditHead.TryRead(directory, seal, out var problem);
        using var connection = connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var last = connection.ExecuteScalar<long?>("SELECT MAX(number) FROM audit", transaction: transaction) ?? 0;
        var first = Math.Max(1, last - rowsMax + 1);
        var (rows, hash, fault) = Chain(connection, transaction, first, head, cancellationToken);
        fault ??= head is null ? Fault(null, problem) : null;
        fault ??= FindReplaced(connection, transaction, first, head!);
        fault ??= head!.Number > last ? Fault(last + 1, $"rows {last + 1} to {head.Number} are missing at the end") : null;
        fault ??= AuditPeople.FindExchanged(connection, transaction) is { } words ? Fault(null, words) : null;
        fault ??= FindNameless(connection, transaction, first);
        return new AuditVerdict(rows, hash is null || last == 0 ? null : Convert.ToHexStringLower(hash), fault);
    }

    private (long Rows, byte[]? Hash, AuditFault? Fault) Chain(
        SqliteConnection connection, SqliteTransaction transaction, long first, AuditHead? head, CancellationToken cancellationToken)
    {
        var before = first == 1 ? new byte[32] : connection.QuerySingleOrDefault<byte[]>(
            "SELECT CAST(sha256 AS BLOB) FROM audit WHERE number = @number", new { number = first - 1 }, transaction);
        var next = first;
        if (before is null)
            return (0, null, Fault(first - 1, "the row is missing"));
        foreach (var row in connection.Query<AuditRow>(
            $"SELECT {AuditRow.Columns} FROM audit WHERE audit.number >= @first ORDER BY audit.number", new { first }, transaction, buffered: false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Number != next)
                return (next - first, before, Fault(next, "the row is missing"));
            var hash = row.HashAfter(before);
            if (!hash.AsSpan().SequenceEqual(row.Sha256))
                return (next - first, before, Fault(next, "the row, or the one before it, is not as it was written: its hash differs"));
            if (!seal.Fits(hash, row.Seal))
                return (next - first, before, Fault(next, "the row was not written with this server's key: its seal does not fit"));
            if (row.Number == head?.Number && !hash.AsSpan().SequenceEqual(head.Sha256))
                return (next - first, before, Replaced(next));
            (before, next) = (hash, next + 1);
        }

        return (next - first, before, null);
    }

    /// <summary>
    /// The head's row, where it lies before those that were read. Rows that were cut off under a running server are written over by as many others; a start
    /// that overlooked it would go on to write a newer head, and nothing would show that there were others.
    /// </summary>
    private AuditFault? FindReplaced(SqliteConnection connection, SqliteTransaction transaction, long first, AuditHead head)
    {
        if (head.Number == 0 || head.Number >= first)
            return null;
        var there = connection.QuerySingleOrDefault<byte[]>(
            "SELECT CAST(sha256 AS BLOB) FROM audit WHERE number = @Number", new { head.Number }, transaction);
        return there is null ? Fault(head.Number, "the row is missing") : there.AsSpan().SequenceEqual(head.Sha256) ? null : Replaced(head.Number);
    }

    /// <summary>An account without a name is one that was forgotten, and the row that says so names it; anything else was deleted.</summary>
    private AuditFault? FindNameless(SqliteConnection connection, SqliteTransaction transaction, long first)
    {
        var nameless = connection.QueryFirstOrDefault<(long Number, string? Pseudonym)>(
            $"""
            SELECT MIN(number), pseudonym FROM (
              SELECT number, actor AS pseudonym FROM audit WHERE actor_kind = 'account' AND number >= @first
              UNION ALL SELECT number, subject FROM audit WHERE subject_kind = '{AuditSubject.AccountKind}' AND number >= @first)
            WHERE pseudonym NOT IN (SELECT pseudonym FROM audit_people)
              AND pseudonym NOT IN (SELECT subject FROM audit WHERE action = '{AuditActions.AccountErased}' AND outcome = 'done' AND subject IS NOT NULL)
            GROUP BY pseudonym ORDER BY 1 LIMIT 1
            """,
            new { first }, transaction);
        return nameless.Pseudonym is { } pseudonym ? Fault(nameless.Number, $"the name of {pseudonym} is gone though nobody was told to forget it") : null;
    }

    private AuditFault Replaced(long row) => Fault(row, $"another row was here when {AuditHead.FileName} was written");

    private AuditFault Fault(long? row, string what) => new(row, what, time.GetUtcNow());
}
