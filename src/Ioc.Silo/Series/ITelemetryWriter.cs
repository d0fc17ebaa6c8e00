namespace Ioc.Silo.Series;

/// <summary>Step 7: the store of points, written by the engine's checkpoints.</summary>
public interface ITelemetryWriter
{
    /// <summary>Every journal entry up to this position is in the store, durably: the journal may be cut behind it. 0: none.</summary>
    long Watermark { get; }

    /// <summary>
    /// Stores all points of <paramref name="buffers"/> and makes <paramref name="position"/> the watermark, in one transaction: all or
    /// nothing.
    /// Blocks until it is on disk; throws what SQLite says (disk full, fault), and then nothing was stored and the same call may be tried
    /// again.
    /// </summary>
    /// <param name="position">Last journal position that the buffers cover. At or below <see cref="Watermark"/> (a replay after a crash) there is nothing to store.</param>
    /// <param name="buffers">
    /// Not appended to meanwhile. Rows at or below the watermark (a replay) are stored already and left out; none may be above <paramref
    /// name="position"/>.
    /// </param>
    /// <param name="cancellationToken">Stops the wait for the turn, not a write that has begun.</param>
    void Write(long position, IReadOnlyList<PointBuffer> buffers, CancellationToken cancellationToken);
}
