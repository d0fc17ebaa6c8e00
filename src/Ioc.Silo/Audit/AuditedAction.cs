namespace Ioc.Silo.Audit;

public static class AuditedAction
{
    /// <summary>Writes the entry, then acts; where acting throws, a second row says that it failed.</summary>
    /// <exception cref="AuditUnavailableException">Not written, so not done.</exception>
    public static async Task<T> DoAsync<T>(this IAuditLog audit, AuditEntry entry, Func<Task<T>> act, CancellationToken cancellationToken)
    {
        var number = await audit.AppendAsync(entry, cancellationToken);
        try
        {
            return await act();
        }
        catch (Exception fault)
        {
            // The type, not the message: messages quote what was typed.
            await audit.AppendAsync(
                entry with { Outcome = AuditOutcome.Failed, Before = null, After = null, Why = $"row {number}: {fault.GetType().Name}" },
                CancellationToken.None);
            throw;
        }
    }
}
