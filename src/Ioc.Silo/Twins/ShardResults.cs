namespace Ioc.Silo.Twins;

/// <summary>Pool of result sets, one result per shard each; as many as batches are in flight at most.</summary>
internal sealed class ShardResults(int shards)
{
    private readonly Lock _gate = new();
    private readonly Stack<ShardResult[]> _free = new();

    public ShardResult[] Take()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var results))
                return results;
        }

        return [.. Enumerable.Range(0, shards).Select(_ => new ShardResult())];
    }

    public void Return(ShardResult[] results)
    {
        foreach (var result in results)
            result.Clear();
        lock (_gate)
            _free.Push(results);
    }
}
