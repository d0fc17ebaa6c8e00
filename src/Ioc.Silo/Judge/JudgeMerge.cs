using Ioc.Silo.Twins;

namespace Ioc.Silo.Judge;

/// <summary>Merges what the shards found, each list already in order, into the order of the journal.</summary>
internal sealed class JudgeMerge(int shards)
{
    private readonly int[] _next = new int[shards];

    public void Merge(ShardResult[] results, List<JudgeItem> merged)
    {
        merged.Clear();
        Array.Clear(_next);
        while (true)
        {
            var first = -1;
            for (var shard = 0; shard < results.Length; shard++)
            {
                if (_next[shard] < results[shard].Items.Count
                    && (first < 0 || JudgeItem.Compare(results[shard].Items[_next[shard]], results[first].Items[_next[first]]) < 0))
                    first = shard;
            }

            if (first < 0)
                return;
            merged.Add(results[first].Items[_next[first]++]);
        }
    }
}
