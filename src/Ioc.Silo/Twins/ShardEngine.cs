using Ioc.Silo.Changes;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Journal;
using Ioc.Silo.Judge;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Twins;

/// <summary>
/// The twins in this process: gives each batch to every shard and to the judge, in one order. Cuts enter the same order, so all of them stand
/// between the same two batches.
/// </summary>
internal sealed class ShardEngine(IRegistry registry, ChangeFeed feed, PointBuffers points, SiloOptions options) : ITwinEngine
{
    private readonly Lock _order = new();
    private readonly ShardResults _results = new(options.Shards);
    private readonly InFlight _inFlight = new(() => points.PointsWaiting, options.PointsWaitingMax);
    private IReadOnlyList<Shard> _shards = [];
    private JudgeLoop? _judge;
    private long _submittedPosition;

    /// <summary>Called when many points wait for the store.</summary>
    public Action WantCheckpoint { get; set; } = () => { };

    public bool IsReplaying { get; set; }

    public int BatchesInFlight => _inFlight.Batches;

    /// <summary>Once, before anything is submitted: the parts refer to each other.</summary>
    public void Connect(IReadOnlyList<Shard> shardList, JudgeLoop judge)
    {
        _shards = shardList;
        _judge = judge;
    }

    /// <summary>Once, before anything is submitted: what the stores hold already.</summary>
    public void StartAt(long position) => _submittedPosition = position;

    public async ValueTask SubmitAsync(CommittedBatch batch, CancellationToken cancellationToken)
    {
        WantRoomForPoints();
        await _inFlight.EnterAsync(batch.Entries.Length, cancellationToken).ConfigureAwait(false);
        var work = new BatchWork(batch, _results.Take(), IsReplaying);
        lock (_order)
        {
            _submittedPosition = work.LastPosition;
            foreach (var shard in _shards)
                shard.TryPost(work);
            _judge!.TryPost(work);
        }
    }

    public async ValueTask<TwinView?> AskAsync(string deviceId, CancellationToken cancellationToken)
    {
        if (!registry.Current.DevicesById.TryGetValue(deviceId, out var device))
            return null;
        return await AskShardAsync(device.Handle, shard => shard.View_OnShard(device)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<ChangeSubscription> SubscribeAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        var subscription = scope.DeviceId is null
            ? feed.SubscribeOverview(scope)
            : await SubscribeDeviceAsync(scope with { UnitCode = null }, cancellationToken).ConfigureAwait(false);
        return subscription ?? throw new SiloUnavailableException($"More than {EngineLimits.SubscriptionsMax} live subscriptions: close some screens.");
    }

    /// <summary>Null: nothing was ever submitted.</summary>
    public Cut? PostCut()
    {
        lock (_order)
        {
            if (_submittedPosition == 0)
                return null;
            var cut = new Cut(_submittedPosition, _shards.Count);
            foreach (var shard in _shards)
                shard.TryPost(cut);
            _judge!.TryPost(cut);
            return cut;
        }
    }

    /// <summary>Only after something was submitted.</summary>
    public PointCut PostPointCut()
    {
        lock (_order)
        {
            var cut = new PointCut(_submittedPosition, _shards.Count);
            foreach (var shard in _shards)
                shard.TryPost(cut);
            return cut;
        }
    }

    public void PointsStored() => _inFlight.PointsStored();

    /// <summary>The judge is done with a batch: its bytes and lists are free.</summary>
    public void Done(BatchWork work)
    {
        _results.Return(work.Results);
        var bytes = work.Batch.Entries.Length;
        work.Batch.Release();
        _inFlight.Leave(bytes);
        // Whoever waits for points to find room was told before the last of them were added.
        WantRoomForPoints();
    }

    /// <summary>Asks every shard for watched twins that changed; their views go to the feed.</summary>
    public void CollectWatched()
    {
        foreach (var shard in _shards)
            shard.TryPost(new ShardAsk<bool>(Offer));
    }

    public Task<T> AskShardAsync<T>(int handle, Func<Shard, T> question)
    {
        var ask = new ShardAsk<T>(question);
        if (!_shards[(int)((uint)handle % (uint)options.Shards)].TryPost(ask))
            throw new SiloUnavailableException("The centre is stopping.");
        return ask.Answer;
    }

    private void WantRoomForPoints()
    {
        if (points.PointsWaiting > EngineLimits.SpillAt(options.PointsWaitingMax))
            WantCheckpoint();
    }

    private bool Offer(Shard shard)
    {
        if (shard.TakeWatchedViews_OnShard() is { Count: > 0 } views)
            feed.OfferViews(views);
        return true;
    }

    private async Task<ChangeSubscription?> SubscribeDeviceAsync(ChangeScope scope, CancellationToken cancellationToken)
    {
        if (!registry.Current.DevicesById.TryGetValue(scope.DeviceId!, out var device))
            return feed.SubscribeDevice(scope, null, () => { });
        feed.Watch(scope);
        var handle = device.Handle;
        ChangeSubscription? subscription = null;
        try
        {
            var view = await AskShardAsync(handle, shard =>
            {
                shard.Watch_OnShard(handle);
                return shard.View_OnShard(device);
            }).WaitAsync(cancellationToken).ConfigureAwait(false);
            subscription = feed.SubscribeDevice(scope, view, () => Leave(scope, handle));
            return subscription;
        }
        finally
        {
            if (subscription is null)
                Leave(scope, handle);
        }
    }

    private void Leave(ChangeScope scope, int handle)
    {
        // The shard asks the feed itself, so that somebody who begins to watch meanwhile is not forgotten.
        feed.Unwatch(scope);
        _shards[(int)((uint)handle % (uint)options.Shards)].TryPost(new ShardAsk<bool>(shard =>
        {
            if (!feed.IsWatched(scope))
                shard.Unwatch_OnShard(handle);
            return true;
        }));
    }
}
