namespace Ioc.Silo.Series;

/// <summary>
/// The engine's live buffers, so that a query sees the last seconds too. The agreement, without a lock on the shard's path:
/// <list type="number">
/// <item>A shard owns a buffer and appends to it. At a checkpoint it takes a fresh one, publishes the new immutable list (old and fresh), and only then appends to the fresh one.</item>
/// <item>The old buffer stays in the list until <see cref="ITelemetryWriter.Write"/> returned; then the list without it is published, and it may be cleared and used again.</item>
/// <item>A query first copies from these buffers (a buffer cleared meanwhile is noticed by its generation, and the query starts again), then reads
/// the store and its watermark in one transaction, and drops the copied rows at or below the watermark. So nothing is missed and nothing is counted twice.</item>
/// </list>
/// </summary>
public interface IUnflushedPoints
{
    /// <summary>Every buffer whose rows may not be in the store yet. Any thread; an immutable list.</summary>
    IReadOnlyList<PointBuffer> Buffers { get; }
}
