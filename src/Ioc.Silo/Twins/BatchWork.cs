using Ioc.Silo.Journal;
using Ioc.Silo.Judge;

namespace Ioc.Silo.Twins;

/// <summary>One batch on its way through all shards to the judge. Every shard walks the whole batch and takes what is its own.</summary>
/// <param name="batch">The bytes; released when judged.</param>
/// <param name="results">One per shard.</param>
/// <param name="isReplay">True for entries read back at start: nothing goes out because of them.</param>
internal sealed class BatchWork(CommittedBatch batch, ShardResult[] results, bool isReplay) : IShardWork, IJudgeWork
{
    private readonly Countdown _shards = new(results.Length);

    public CommittedBatch Batch { get; } = batch;

    public ShardResult[] Results { get; } = results;

    public bool IsReplay { get; } = isReplay;

    public long LastPosition => Batch.FirstPosition + Batch.Count - 1;

    public void Run_OnShard(Shard shard)
    {
        try
        {
            shard.Apply(this, Results[shard.Index]);
        }
        finally
        {
            _shards.Signal();
        }
    }

    public void Run_OnJudge(JudgeLoop judge)
    {
        _shards.Wait();
        judge.Process(this);
    }
}
