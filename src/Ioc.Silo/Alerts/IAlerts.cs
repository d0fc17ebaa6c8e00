using Ioc.Devices.Alerts;

namespace Ioc.Silo.Alerts;

/// <summary>The alert table, read by the people's edge.</summary>
public interface IAlerts
{
    /// <summary>Every alert that is not cleared, as one immutable snapshot, newest first.</summary>
    IReadOnlyList<Alert> Open { get; }

    Task<AlertPage> QueryAsync(AlertQuery query, CancellationToken cancellationToken);

    Task<Alert?> FindAsync(string alertId, CancellationToken cancellationToken);

    /// <summary>
    /// Acknowledges through the journal; completes when the change is durable and applied. Answers the alert as it then is, or null when unknown.
    /// Acknowledging twice, or a cleared alert, changes nothing.
    /// </summary>
    Task<Alert?> AcknowledgeAsync(string alertId, string user, CancellationToken cancellationToken);
}
