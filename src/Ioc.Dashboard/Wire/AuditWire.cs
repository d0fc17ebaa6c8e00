using System.Text.Json;
using Ioc.Silo.Audit;

namespace Ioc.Dashboard.Wire;

/// <summary>One row. <c>AtMs</c> is what the hash is made of; <c>At</c> is the same for people.</summary>
internal sealed record AuditWire(
    long Number, DateTimeOffset At, long AtMs, string ActorKind, string? Actor, string? ActorName, string? Via, string? Address, string Action,
    string? SubjectKind, string? Subject, string? SubjectName, string? UnitCode, string Outcome, JsonElement? Before, JsonElement? After, string? Why,
    string Sha256)
{
    public static AuditWire Of(AuditRecord row) => new(
        row.Number, row.At, row.At.ToUnixTimeMilliseconds(), row.ActorKind, row.Actor, row.ActorName, row.Via, row.Address, row.Action, row.SubjectKind,
        row.Subject, row.SubjectName, row.UnitCode, row.Outcome, Json(row.Before), Json(row.After), row.Why, row.Sha256);

    /// <summary>A row that was tampered with may hold anything: then it is shown as text.</summary>
    private static JsonElement? Json(string? text)
    {
        if (text is null) return null;
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text, WireJson.Options);
        }
    }
}
