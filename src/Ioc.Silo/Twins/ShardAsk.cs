namespace Ioc.Silo.Twins;

/// <summary>A reader's question, answered by the shard between batches: no lock, and the answer is one instant's truth.</summary>
internal sealed class ShardAsk<T>(Func<Shard, T> question) : IShardWork
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public void Run_OnShard(Shard shard)
    {
        try
        {
            _answer.SetResult(question(shard));
        }
        catch (Exception exception)
        {
            _answer.SetException(exception);
        }
    }
}
