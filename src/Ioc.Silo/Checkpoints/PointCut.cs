using Ioc.Silo.Series;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Checkpoints;

/// <summary>As a <see cref="Cut"/>, of the points alone: everything that shards gathered up to one position, handed over between two batches.</summary>
internal sealed class PointCut(long position, int shards) : IShardWork
{
    private readonly IReadOnlyList<PointBuffer>[] _parts = new IReadOnlyList<PointBuffer>[shards];
    private readonly Countdown _missing = new(shards);

    public long Position { get; } = position;

    public IReadOnlyList<PointBuffer> Points => [.. _parts.SelectMany(part => part)];

    public void Run_OnShard(Shard shard)
    {
        _parts[shard.Index] = shard.HandOverPoints_OnShard();
        _missing.Signal();
    }

    /// <summary>Until every shard handed over.</summary>
    public void Wait() => _missing.Wait();
}
