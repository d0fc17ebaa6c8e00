using Ioc.Silo.Series;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Checkpoints;

/// <summary>
/// Step 7's buffers: one that each shard fills, those that a cut handed over and the store does not have yet, and those that are free.
/// Shards never wait here; <see cref="InFlight"/> bounds the sum.
/// </summary>
internal sealed class PointBuffers(int shards) : IUnflushedPoints
{
    private readonly Lock _gate = new();
    private readonly List<PointBuffer>[] _filled = [.. Enumerable.Range(0, shards).Select(_ => new List<PointBuffer>())];
    private readonly Stack<PointBuffer> _free = new();
    private volatile PointBuffer[] _published = [];

    public IReadOnlyList<PointBuffer> Buffers => _published;

    /// <summary>Points that the store does not have yet; counted while shards add, so a little behind.</summary>
    public long PointsWaiting
    {
        get
        {
            long sum = 0;
            foreach (var buffer in _published)
                sum += buffer.PointCount;
            return sum;
        }
    }

    /// <summary>An empty buffer for a shard, published before the shard adds to it.</summary>
    public PointBuffer Take(int shard)
    {
        lock (_gate)
        {
            var buffer = _free.TryPop(out var free) ? free : new PointBuffer();
            _filled[shard].Add(buffer);
            _published = [.. _published, buffer];
            return buffer;
        }
    }

    /// <summary>On the shard, at a cut: gives what it filled since the last one; the shard takes a fresh one when it next adds.</summary>
    public IReadOnlyList<PointBuffer> HandOver(int shard)
    {
        lock (_gate)
        {
            var filled = _filled[shard];
            if (filled.TrueForAll(buffer => buffer.Count == 0))
                return [];
            _filled[shard] = [];
            return filled;
        }
    }

    /// <summary>What was handed over found no other place: it is handed over again at the next cut.</summary>
    public void TakeBack(IReadOnlyList<PointBuffer> buffers)
    {
        lock (_gate)
            _filled[0].InsertRange(0, buffers);
    }

    /// <summary>After the store has them: no query sees them any more, then they are emptied.</summary>
    public void Return(IReadOnlyList<PointBuffer> buffers)
    {
        lock (_gate)
        {
            _published = [.. _published.Except(buffers)];
            foreach (var buffer in buffers)
            {
                buffer.Clear();
                _free.Push(buffer);
            }
        }
    }
}
