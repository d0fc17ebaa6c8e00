using System.Globalization;
using System.Text;
using System.Text.Json;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Audit;
using Ioc.Silo.Exports;

namespace Ioc.Dashboard.Api;

/// <summary>The audit as files: CSV for people and their spreadsheets, JSON lines for programs that make the hashes again.</summary>
internal static class AuditText
{
    private const string Header =
        "number,at,actor_kind,actor,actor_name,via,address,action,subject_kind,subject,subject_name,unit_code,outcome,before,after,why,sha256\r\n";

    /// <summary>Rows written at once: some 64 KB.</summary>
    private const int RowsAtOnce = 100;

    public static async Task WriteCsvAsync(IEnumerable<AuditRecord> rows, Stream target, CancellationToken cancellationToken)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(Header), cancellationToken);
        foreach (AuditRecord[] some in rows.Chunk(RowsAtOnce))
            await target.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(some.Select(Line))), cancellationToken);
    }

    public static async Task WriteLinesAsync(IEnumerable<AuditRecord> rows, Stream target, CancellationToken cancellationToken)
    {
        foreach (AuditRecord[] some in rows.Chunk(RowsAtOnce))
            await target.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(some.Select(row => JsonSerializer.Serialize(AuditLine.Of(row), WireJson.Options) + "\n"))), cancellationToken);
    }

    private static string Line(AuditRecord row) => string.Join(',', new[]
    {
        row.Number.ToString(CultureInfo.InvariantCulture), row.At.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), row.ActorKind, row.Actor,
        row.ActorName, row.Via, row.Address, row.Action, row.SubjectKind, row.Subject, row.SubjectName, row.UnitCode, row.Outcome, row.Before, row.After, row.Why,
        row.Sha256,
    }.Select(Cell)) + "\r\n";

    private static string Cell(string? text)
    {
        if (text is null) return "";
        string guarded = FormulaGuard.Guard(text);
        return guarded.AsSpan().ContainsAny(",\"\r\n") ? '"' + guarded.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : guarded;
    }
}
