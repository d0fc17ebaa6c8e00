namespace Ioc.Silo.Journal;

/// <summary>
/// Entries that one group commit made durable, as they lie in the journal (format: docs/decisions). The bytes belong to whoever
/// received the batch until <see cref="Release"/>.
/// </summary>
public sealed class CommittedBatch(long firstPosition, int count, ReadOnlyMemory<byte> entries, Action? release)
{
    /// <summary>Position of the first entry; the others follow one by one.</summary>
    public long FirstPosition { get; } = firstPosition;

    public int Count { get; } = count;

    public ReadOnlyMemory<byte> Entries { get; } = entries;

    /// <summary>Gives the bytes back to the journal's pool; once, after every shard is done with them.</summary>
    public void Release() => release?.Invoke();
}
