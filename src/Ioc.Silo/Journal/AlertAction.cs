namespace Ioc.Silo.Journal;

/// <summary>Payload of <see cref="EntryKind.AlertAction"/>: an operator acknowledged an alert.</summary>
/// <param name="Ticket">Finds who waits for it in this process; means nothing later.</param>
/// <param name="AlertId">Which.</param>
/// <param name="User">Who.</param>
internal sealed record AlertAction(long Ticket, string AlertId, string User);
