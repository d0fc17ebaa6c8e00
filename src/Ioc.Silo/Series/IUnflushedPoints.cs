namespace Ioc.Silo.Series;

/// <summary>
/// The engine's live buffers, so that a query sees the last seconds too. The agreement, without a lock on the shard's path:
/// <list type="number">
/// <item>A shard owns a buffer and appends to it. At a checkpoint it takes a fresh one, publishes the new immutable list (old and fresh),
/// and only then appends to the fresh one.</item>
/// <item>The old buffer stays in the list until <see cref="ITelemetryWriter.Write"/> returned; then the list without it is published, and
/// only then may it be cleared and used again.</item>
/// <item>A query takes this list, copies the rows it needs, then reads the store and its watermark in one transaction, and leaves out
/// copied rows at or below the watermark:
/// nothing twice. A buffer that was cleared while it was copied shows a new generation; its copy is thrown away, because what it held is in
/// the
/// store, which is read afterwards: nothing missed.</item>
/// </list>
/// </summary>
public interface IUnflushedPoints
{
    /// <summary>Every buffer whose rows may not be in the store yet. Any thread; an immutable list.</summary>
    IReadOnlyList<PointBuffer> Buffers { get; }
}
