using Dapper;
using Ioc.Devices.Alerts;
using Ioc.Silo.Alerts;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.History;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Checkpoints;

/// <summary>
/// Writes a cut to both databases. Telemetry first: if the process dies between the two, the entries are replayed and their points are found
/// to be stored; the other way round points would be lost.
/// </summary>
internal sealed class CheckpointStore(OperationsDatabase operations, ITelemetryWriter telemetry)
{
    /// <summary>The position that operations.db holds. 0: nothing yet.</summary>
    public long LoadPosition()
    {
        using var connection = operations.CreateConnection();
        return StoredPosition.Of(connection);
    }

    public long TelemetryPosition => telemetry.Watermark;

    public ITelemetryWriter Telemetry => telemetry;

    public void Write(Cut cut, CancellationToken cancellationToken)
    {
        if (cut.Position > telemetry.Watermark)
            telemetry.Write(cut.Position, cut.Points, cancellationToken);
        operations.Write(
            (connection, transaction) =>
            {
                TwinRows.Upsert(connection, transaction, cut.Shards);
                HealthRows.Write(connection, transaction, cut.Shards.Select(part => part.Health));
                AlertRows.Upsert(connection, transaction, cut.Judge.Alerts);
                BroadcastRows.Upsert(connection, transaction, cut.Judge.Broadcasts, cut.Judge.Deliveries);
                return connection.Execute("UPDATE engine_watermark SET position = @Position WHERE id = 1", new { cut.Position }, transaction);
            },
            cancellationToken);
    }

    public IReadOnlyList<Alert> LoadOpenAlerts()
    {
        using var connection = operations.CreateConnection();
        return AlertRows.LoadOpen(connection);
    }
}
