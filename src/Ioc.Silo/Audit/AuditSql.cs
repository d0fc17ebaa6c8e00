using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Audit;

/// <summary>A query's filters as one WHERE clause; every value is a parameter.</summary>
internal static class AuditSql
{
    public static (string Where, DynamicParameters Values) Where(AuditQuery query, SqliteConnection connection)
    {
        var where = new StringBuilder("1 = 1");
        var values = new DynamicParameters();
        void And(string clause, string name, object? value)
        {
            if (value is null)
                return;
            where.Append(" AND ").Append(clause);
            values.Add(name, value);
        }

        And("actor IN @actors", "actors", Ids(query.Actor, connection));
        And("subject IN @subjects", "subjects", Ids(query.Subject, connection));
        And("subject_kind = @subjectKind", "subjectKind", query.SubjectKind);
        And("(action = @action OR (action >= @action || '.' AND action < @action || '/'))", "action", query.Action);
        And("outcome = @outcome", "outcome", query.Outcome);
        And("address = @address", "address", query.Address);
        And("unit_code IN @units", "units", query.UnitCodes);
        And("at_ms >= @from", "from", query.From?.ToUnixTimeMilliseconds());
        And("at_ms < @to", "to", query.To?.ToUnixTimeMilliseconds());
        And(
            "(subject LIKE @text ESCAPE '\\' OR before LIKE @text ESCAPE '\\' OR after LIKE @text ESCAPE '\\' OR why LIKE @text ESCAPE '\\')",
            "text", query.Text is { } text ? $"%{Escape(text)}%" : null);
        return (where.ToString(), values);
    }

    /// <summary>A name finds its account's pseudonym and a device of the same id; a pseudonym finds itself.</summary>
    private static string[]? Ids(string? id, SqliteConnection connection) =>
        id is null ? null : AuditPeople.Find(connection, id) is { } pseudonym ? [id, pseudonym] : [id];

    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
