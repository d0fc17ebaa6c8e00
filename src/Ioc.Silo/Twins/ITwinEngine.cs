using Ioc.Silo.Changes;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Twins;

/// <summary>
/// The engine seam: whoever hosts the twins (shards in this process now, Orleans later) implements these three and nothing else.
/// All arguments and results can be serialised; no callback is held.
/// </summary>
public interface ITwinEngine
{
    /// <summary>
    /// Hands over one committed batch. Completes when the engine has taken it, not when it is applied; waits when the engine's inbox is full.
    /// Batches come in journal order.
    /// </summary>
    ValueTask SubmitAsync(CommittedBatch batch, CancellationToken cancellationToken);

    /// <summary>Null: not registered. A device that nothing was heard of has health unknown and no telemetry.</summary>
    ValueTask<TwinView?> AskAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>Snapshot, version and what follows, in one step: nothing is missed and nothing is seen twice.</summary>
    ValueTask<ChangeSubscription> SubscribeAsync(ChangeScope scope, CancellationToken cancellationToken);
}
