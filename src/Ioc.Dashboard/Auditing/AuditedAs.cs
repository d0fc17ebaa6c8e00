namespace Ioc.Dashboard.Auditing;

/// <summary>What a call writes into the audit, as endpoint metadata: a test fails for a write that says nothing of it.</summary>
/// <param name="Action">One of <see cref="Ioc.Silo.Audit.AuditActions"/>; null: it changes nothing, though it is no GET.</param>
internal sealed record AuditedAs(string? Action);
