namespace Ioc.Silo.Audit;

public static class AuditedAction
{
    /// <summary>As for several entries.</summary>
    /// <exception cref="AuditUnavailableException">Not written, so not done.</exception>
    public static Task<T> DoAsync<T>(this IAuditLog audit, AuditEntry entry, Func<Task<T>> act, Func<T, string?> whyNot, CancellationToken cancellationToken) =>
        audit.DoAsync([entry], act, whyNot, cancellationToken);

    /// <summary>
    /// Writes the entries, then acts; where that throws, or did nothing, one more row says so. It says so also to who hung up: or a row would stay that
    /// tells of something that was never done.
    /// </summary>
    /// <param name="audit">Where.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="act">What they tell of.</param>
    /// <param name="whyNot">Given what came of it, why it was not done, in words without a secret; null: it was.</param>
    /// <param name="cancellationToken">Before it is done.</param>
    /// <exception cref="AuditUnavailableException">Not written, so not done.</exception>
    public static async Task<T> DoAsync<T>(
        this IAuditLog audit, IReadOnlyList<AuditEntry> entries, Func<Task<T>> act, Func<T, string?> whyNot, CancellationToken cancellationToken)
    {
        var number = await audit.AppendAsync(entries, cancellationToken);
        string? why = null;
        try
        {
            var result = await act();
            why = whyNot(result);
            return result;
        }
        catch (Exception fault)
        {
            // The type, not the message: messages quote what was typed.
            why = fault.GetType().Name;
            throw;
        }
        finally
        {
            if (why is not null)
                await audit.AppendAsync(Undone(entries, number, why), CancellationToken.None);
        }
    }

    private static AuditEntry Undone(IReadOnlyList<AuditEntry> entries, long last, string why) => entries[0] with
    {
        Outcome = AuditOutcome.Failed,
        Subject = entries.Count == 1 ? entries[0].Subject : null,
        Before = null,
        After = null,
        Why = entries.Count == 1 ? $"row {last} was not done: {why}" : $"rows {last - entries.Count + 1} to {last} were not done: {why}",
    };
}
