using System.Threading.Channels;

namespace Ioc.Silo.Changes;

/// <summary>A snapshot and the batches that follow it. Disposing ends it.</summary>
public sealed class ChangeSubscription(OverviewSnapshot snapshot, ChannelReader<ChangeBatch> batches, Action onDispose) : IDisposable
{
    /// <summary>The state at <see cref="OverviewSnapshot.Version"/>.</summary>
    public OverviewSnapshot Snapshot { get; } = snapshot;

    /// <summary>
    /// Batches after the snapshot, in order, each <see cref="ChangeBatch.From"/> equal to the previous one's <see cref="ChangeBatch.Version"/>.
    /// Bounded: a subscriber that lags loses the channel (it completes), and asks again.
    /// </summary>
    public ChannelReader<ChangeBatch> Batches { get; } = batches;

    public void Dispose() => onDispose();
}
