using Ioc.Silo.Broadcasts;
using Ioc.Silo.Changes;
using Ioc.Silo.Twins;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Judge;

/// <summary>
/// Step 8's thread: takes batches in journal order, waits until all shards did theirs, passes what they found through the stages, and then
/// shows it. Owns alerts, coverage and ledger; readers see the books, which it swaps whole after each batch.
/// </summary>
internal sealed class JudgeLoop
{
    private readonly Mailbox<IJudgeWork> _inbox = new();
    private readonly List<JudgeItem> _items = [];
    private readonly List<TwinBrief> _briefs = [];
    private readonly List<int> _removed = [];
    private readonly PriorityQueue<TaskCompletionSource, long> _waiters = new();
    private readonly JudgeOutcome _outcome = new();
    private readonly JudgeMerge _merge;
    private readonly JudgeBooks _books;
    private readonly Tickets _tickets;
    private readonly ChangeFeed _feed;
    private readonly SiloMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly Action<BatchWork> _done;
    private long _appliedPosition;
    private long _messagesTotal;

    public JudgeLoop(
        int shards, JudgeStages stages, JudgeBooks books, CommandOffers offers, Tickets tickets, ChangeFeed feed, SiloMetrics metrics,
        ILogger logger, Action<BatchWork> done)
    {
        _merge = new JudgeMerge(shards);
        Stages = stages;
        _books = books;
        Offers = offers;
        _tickets = tickets;
        _feed = feed;
        _metrics = metrics;
        _logger = logger;
        _done = done;
        _thread = new Thread(Run) { Name = "ioc-judge", IsBackground = true };
    }

    public JudgeStages Stages { get; }

    public CommandOffers Offers { get; }

    /// <summary>Everything up to here is applied and can be read. Any thread.</summary>
    public long AppliedPosition => Volatile.Read(ref _appliedPosition);

    /// <summary>Messages of devices applied since the start, replay left out. Any thread.</summary>
    public long MessagesTotal => Volatile.Read(ref _messagesTotal);

    public void Start(long position)
    {
        _appliedPosition = position;
        _thread.Start();
    }

    /// <summary>Completes when everything up to a position is applied and can be read. Any thread.</summary>
    public Task WhenAppliedAsync(long position)
    {
        lock (_waiters)
        {
            if (AppliedPosition >= position)
                return Task.CompletedTask;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Enqueue(waiter, position);
            return waiter.Task;
        }
    }

    public bool TryPost(IJudgeWork work) => _inbox.TryPost(work);

    public void Stop()
    {
        _inbox.Close();
        if (_thread.IsAlive)
            _thread.Join();
    }

    public JudgePart HandOver_OnJudge() => _books.HandOver();

    public void Process(BatchWork work)
    {
        _merge.Merge(work.Results, _items);
        foreach (var item in _items)
            Take(item);
        Show(work);
        if (!work.IsReplay)
            Offer();
        foreach (var (ticket, refusal) in _outcome.Tickets)
            _tickets.Complete(ticket, refusal);
        _outcome.Clear();
        _done(work);
    }

    private void Take(in JudgeItem item)
    {
        foreach (var stage in Stages.List)
        {
            try
            {
                stage.Take(item, _outcome);
            }
            catch (Exception exception)
            {
                // As on a shard: one item that hits a bug of ours must not stop all alerts for ever.
                EngineLog.EntryLeftOut(_logger, exception, item.Position);
            }
        }
    }

    private void Show(BatchWork work)
    {
        var messages = 0;
        foreach (var result in work.Results)
        {
            messages += result.Messages;
            _briefs.AddRange(result.Briefs);
            _removed.AddRange(result.RemovedTwins);
        }

        var broadcasts = _books.Apply(_outcome.Alerts, work.LastPosition);
        if (_briefs.Count + _removed.Count + _outcome.Alerts.Count + broadcasts.Count > 0)
            _feed.Add(_briefs, _outcome.Alerts, _books.Alerts.Open, broadcasts, _books.Broadcasts.Newest, _removed);
        _briefs.Clear();
        _removed.Clear();
        _metrics.Applied(messages);
        if (!work.IsReplay)
            Volatile.Write(ref _messagesTotal, _messagesTotal + messages);
        lock (_waiters)
        {
            Volatile.Write(ref _appliedPosition, work.LastPosition);
            while (_waiters.TryPeek(out var waiter, out var position) && position <= work.LastPosition)
            {
                _waiters.Dequeue();
                waiter.TrySetResult();
            }
        }
    }

    private void Offer()
    {
        foreach (var id in _outcome.ToOffer)
            Offers.OfferBroadcast(id);
        if (_outcome.TickAtMs > 0)
            Offers.OfferAgain(_outcome.TickAtMs);
        Offers.Pump();
    }

    private void Run()
    {
        while (_inbox.TryTake(out var work))
        {
            try
            {
                work.Run_OnJudge(this);
            }
            catch (Exception exception)
            {
                EngineLog.Bug(_logger, exception, _thread.Name!);
            }
        }
    }
}
