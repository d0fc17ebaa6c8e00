using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;

namespace Ioc.Dashboard.Live;

/// <summary>
/// One connection that follows one scope: a bounded outbox and its own loop, so that a slow browser makes nobody wait. When the outbox is
/// full its oldest batch goes; the browser sees that the next one's <c>from</c> is not its version and subscribes again.
/// </summary>
internal sealed class LiveSubscriber
{
    private readonly Channel<RawJson> _outbox;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop;
    private readonly Task _loop;
    private readonly ISingleClientProxy _client;
    private readonly Func<bool> _stillAllowed;
    private readonly Action _abort;
    private long _lostBatches;

    public LiveSubscriber(
        string connectionId, string account, ISingleClientProxy client, Func<bool> stillAllowed, Action abort, CancellationToken connectionAborted)
    {
        (ConnectionId, Account) = (connectionId, account);
        _client = client;
        _stillAllowed = stillAllowed;
        _abort = abort;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(connectionAborted);
        _outbox = Channel.CreateBounded<RawJson>(
            new BoundedChannelOptions(LiveLimits.OutboxBatchesMax) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _lostBatches));
        _loop = WriteAsync(_stop.Token);
    }

    public string ConnectionId { get; }

    /// <summary>Whose seat it is.</summary>
    public string Account { get; }

    /// <summary>Batches dropped because the browser did not read.</summary>
    public long LostBatches => Interlocked.Read(ref _lostBatches);

    public void Start() => _started.TrySetResult();

    /// <summary>Never waits; called by the pump in the batches' order.</summary>
    public void Offer(RawJson batch) => _outbox.Writer.TryWrite(batch);

    /// <summary>Called at each heartbeat: ends the connection of somebody who may no longer see this.</summary>
    public void Check()
    {
        if (!_stillAllowed()) _abort();
    }

    /// <summary>After this nothing more is sent for this subscription, so that a next one's snapshot is not followed by old batches.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        try
        {
            await _started.Task.WaitAsync(stop);
            // A write is not cancelled: SignalR ends a connection whose write was cut off, and this one may only be subscribing anew.
            await foreach (RawJson batch in _outbox.Reader.ReadAllAsync(stop)) await _client.SendAsync("changes", batch, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Unsubscribed, subscribed anew, or gone.
        }
    }
}
