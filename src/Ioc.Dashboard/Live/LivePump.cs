using System.Threading.Channels;
using Ioc.Dashboard.Api;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Live;

/// <summary>
/// Reads one scope's changes from the engine once, for all its subscribers, and writes each batch as JSON once.
///
/// A new subscriber must get a snapshot and exactly the batches after it. Asking the engine for a second snapshot would give another
/// version than the shared stream has reached. So the pump folds every batch into its own state: under one gate a subscriber is given the
/// state as it then is, and joins; the next batch starts at that very version.
///
/// Whatever breaks the stream (the engine dropped a lagging pump, a registry change, a fault) ends in a fresh engine snapshot and one
/// batch with <c>from</c> −1, which no browser's version equals: all ask again, and get the new state, written once.
/// </summary>
internal sealed class LivePump : IDisposable
{
    private readonly ITwinEngine _engine;
    private readonly IRegistry _registry;
    private readonly Overviews _overviews;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<LivePump, string> _release;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<LiveSubscriber> _subscribers = [];
    private readonly Task _loop;
    private readonly LiveState _state;
    private bool _registryChanged;
    private DateTimeOffset _refreshedAt;

    public LivePump(
        ChangeScope scope, ITwinEngine engine, IRegistry registry, Overviews overviews, TimeProvider time, ILogger logger, Action<LivePump, string> release)
    {
        Scope = scope;
        _engine = engine;
        _registry = registry;
        _overviews = overviews;
        _time = time;
        _logger = logger;
        _release = release;
        _state = new LiveState(scope);
        _loop = RunAsync(_stop.Token);
    }

    public ChangeScope Scope { get; }

    /// <summary>Owned by <see cref="LivePumps"/>, under its lock.</summary>
    public int Seats { get; set; }

    /// <summary>The snapshot and the subscription in one step.</summary>
    public async Task<ReadOnlyMemory<byte>> AttachAsync(LiveSubscriber subscriber, CancellationToken cancellationToken)
    {
        try
        {
            await _opened.Task.WaitAsync(cancellationToken);
            OverviewSnapshot? fresh = Scope.DeviceId is null ? await _overviews.CurrentAsync(cancellationToken) : null;
            lock (_gate)
            {
                ReadOnlyMemory<byte> snapshot = _state.Snapshot(_registry.Current, fresh);
                _subscribers.Add(subscriber);
                return snapshot;
            }
        }
        catch
        {
            _release(this, subscriber.Account);
            await subscriber.StopAsync();
            throw;
        }
    }

    public void Detach(LiveSubscriber subscriber)
    {
        lock (_gate) _subscribers.Remove(subscriber);
        if (subscriber.LostBatches > 0) DashboardLog.SlowConnection(_logger, subscriber.ConnectionId, Scope.ToString());
        _release(this, subscriber.Account);
    }

    public void RequestStop() => _stop.Cancel();

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    /// <summary>The stop source holds no timer and no handle: a pump that was let go needs no more than its cancellation.</summary>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(CancellationToken stop)
    {
        // The constructor runs under the pumps' lock: the engine is asked outside of it.
        await Task.Yield();
        DashboardLog.Pump(_logger, Scope.ToString(), "started");
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using ChangeSubscription subscription = await _engine.SubscribeAsync(Scope, stop);
                Open(subscription.Snapshot);
                await FollowAsync(subscription.Batches, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                DashboardLog.PumpFailed(_logger, fault, Scope.ToString());
                await WaitAsync(TimeSpan.FromSeconds(LiveLimits.ReopenSeconds), stop);
            }
        }

        _opened.TrySetCanceled(CancellationToken.None);
        DashboardLog.Pump(_logger, Scope.ToString(), "stopped");
    }

    private void Open(OverviewSnapshot snapshot)
    {
        lock (_gate)
        {
            _state.Replace(snapshot, _registry.Current.Version);
            _registryChanged = false;
            _refreshedAt = _time.GetUtcNow();
            Send_NeedsLock(_state.Restart(_refreshedAt));
        }

        _opened.TrySetResult();
    }

    /// <summary>Returns when the scope must be opened again: the channel completed, or the registry changed.</summary>
    private async Task FollowAsync(ChannelReader<ChangeBatch> batches, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(LiveLimits.HeartbeatSeconds), _time);
        Task<bool> nextBeat = beat.WaitForNextTickAsync(stop).AsTask();
        Task<bool> nextBatch = batches.WaitToReadAsync(stop).AsTask();
        while (true)
        {
            await Task.WhenAny(nextBatch, nextBeat);
            if (nextBatch.IsCompleted)
            {
                if (!await nextBatch) return;
                while (batches.TryRead(out ChangeBatch? batch))
                {
                    if (!Apply(batch)) return;
                }

                nextBatch = batches.WaitToReadAsync(stop).AsTask();
            }

            if (nextBeat.IsCompleted)
            {
                await nextBeat;
                Beat();
                nextBeat = beat.WaitForNextTickAsync(stop).AsTask();
            }

            if (RefreshIsDue()) return;
        }
    }

    /// <summary>False when the batch does not continue the state: the scope is opened again.</summary>
    private bool Apply(ChangeBatch batch)
    {
        lock (_gate)
        {
            if (batch.From != _state.Version) return false;
            _registryChanged |= batch.RegistryVersion != _state.RegistryVersion;
            Send_NeedsLock(_state.Apply(batch));
            return true;
        }
    }

    private void Beat()
    {
        LiveSubscriber[] present;
        lock (_gate)
        {
            _registryChanged |= _registry.Current.Version != _state.RegistryVersion;
            Send_NeedsLock(_state.Heartbeat(_time.GetUtcNow()));
            present = [.. _subscribers];
        }

        foreach (LiveSubscriber subscriber in present) subscriber.Check();
    }

    private bool RefreshIsDue()
    {
        lock (_gate) return _registryChanged && _time.GetUtcNow() - _refreshedAt >= TimeSpan.FromSeconds(LiveLimits.RefreshSecondsMin);
    }

    private void Send_NeedsLock(ReadOnlyMemory<byte> message)
    {
        if (_subscribers.Count == 0) return;
        var shared = new RawJson(message);
        foreach (LiveSubscriber subscriber in _subscribers) subscriber.Offer(shared);
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken stop)
    {
        try
        {
            await Task.Delay(delay, _time, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping: the loop ends by itself.
        }
    }
}
