using Ioc.Silo.Judge;
using Ioc.Silo.Series;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Checkpoints;

/// <summary>
/// One consistent instant: between the same two batches every shard and the judge hand over what changed since the last cut, and go on.
/// Together it is everything up to <see cref="Position"/> and nothing after.
/// </summary>
internal sealed class Cut(long position, int shards) : IShardWork, IJudgeWork
{
    private readonly ShardPart?[] _parts = new ShardPart?[shards];
    private readonly Countdown _missing = new(shards + 1);
    private JudgePart? _judge;
    private bool _pointsAreElsewhere;

    public long Position { get; } = position;

    public IReadOnlyList<ShardPart> Shards => _parts!;

    public JudgePart Judge => _judge!;

    public IReadOnlyList<PointBuffer> Points => _pointsAreElsewhere ? [] : [.. Shards.SelectMany(part => part.Points)];

    public bool IsEmpty => Judge.IsEmpty && Shards.All(part => part.Twins.Count + part.Removed.Count + part.Points.Count == 0);

    /// <summary>Somebody else gives them to the store, before this cut. The checkpoint's thread only.</summary>
    public void ForgetPoints() => _pointsAreElsewhere = true;

    public void Run_OnShard(Shard shard)
    {
        _parts[shard.Index] = shard.HandOver_OnShard();
        _missing.Signal();
    }

    public void Run_OnJudge(JudgeLoop judge)
    {
        _judge = judge.HandOver_OnJudge();
        _missing.Signal();
    }

    /// <summary>Until everybody handed over.</summary>
    public void Wait() => _missing.Wait();
}
