using Ioc.Host.Calling;
using Ioc.Silo.Audit;
using Microsoft.Data.Sqlite;

namespace Ioc.Host.Diagnosing;

internal static class AuditCheck
{
    public static Finding Find(DataDirectory directory, TimeProvider time)
    {
        try
        {
            return AuditInspection.Of(directory.Path, time, CancellationToken.None) switch
            {
                null => Finding.Ok("audit: nothing is written yet"),
                { Fault: { } fault } => Finding.Problem(
                    $"audit: {(fault.Row is { } row ? $"row {row}: " : "")}{fault.What}. Keep a copy of the directory as evidence, then restore a backup"),
                { Rows: var rows, Sha256: var hash } => Finding.Ok($"audit: {rows:N0} rows, every hash and seal right{(hash is null ? "" : $"; the last hash is {hash}")}"),
            };
        }
        catch (Exception fault) when (fault is AuditUnavailableException or SqliteException)
        {
            return Finding.Problem($"audit: {fault.Message}");
        }
    }
}
