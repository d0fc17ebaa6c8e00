namespace Ioc.Silo.Audit;

/// <param name="Row">The first row that is wrong; null where the fault lies outside of the rows.</param>
/// <param name="What">In words.</param>
/// <param name="FoundAt">When a verification found it.</param>
public sealed record AuditFault(long? Row, string What, DateTimeOffset FoundAt);
