using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Series;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Twins;

/// <summary>
/// Owns the twins whose handle leaves its index when divided by the number of shards: one thread, one inbox, no locks inside, no waiting for
/// anybody. What it applies is <see cref="ShardEntries"/>; here is the thread and what is asked of it between batches.
/// </summary>
internal sealed class Shard
{
    private readonly Mailbox<IShardWork> _inbox = new();
    private readonly Dictionary<int, long> _watched = [];
    private readonly PointBuffers _points;
    private readonly ShardEntries _entries;
    private readonly ILogger _logger;
    private readonly Thread _thread;

    public Shard(int index, TwinSlots slots, ShardEntries entries, PointBuffers points, ILogger logger)
    {
        Index = index;
        Slots = slots;
        _entries = entries;
        _points = points;
        _logger = logger;
        _thread = new Thread(Run) { Name = $"ioc-shard-{index}", IsBackground = true };
    }

    public int Index { get; }

    public TwinSlots Slots { get; }

    public int InboxCount => _inbox.Count;

    public void Start() => _thread.Start();

    public bool TryPost(IShardWork work) => _inbox.TryPost(work);

    /// <summary>Ends after what is in the inbox.</summary>
    public void Stop()
    {
        _inbox.Close();
        if (_thread.IsAlive)
            _thread.Join();
    }

    public void Apply(BatchWork work, ShardResult result) => _entries.Apply(work, result);

    public ShardPart HandOver_OnShard()
    {
        var (twins, bytes, removed) = Slots.HandOver();
        return new ShardPart { Twins = twins, Bytes = bytes, Removed = removed, Health = _entries.Health.HandOver(), Points = HandOverPoints_OnShard() };
    }

    public IReadOnlyList<PointBuffer> HandOverPoints_OnShard()
    {
        var points = _points.HandOver(Index);
        if (points.Count > 0)
            _entries.ForgetPointBuffer();
        return points;
    }

    /// <summary>
    /// The whole twin as readers see it. A device that was registered a moment ago has no slot until its entry is applied; it is there for
    /// whoever registered it, and nothing was heard of it.
    /// </summary>
    public TwinView View_OnShard(Device device) => View(Slots.Find(device.Handle)?.Twin ?? Twin.Create(device, nowMs: 1));

    /// <summary>From now on <see cref="TakeWatchedViews_OnShard"/> answers this twin when it changed.</summary>
    public void Watch_OnShard(int handle) => _watched.TryAdd(handle, -1);

    public void Unwatch_OnShard(int handle) => _watched.Remove(handle);

    public IReadOnlyList<TwinView> TakeWatchedViews_OnShard()
    {
        List<TwinView>? views = null;
        foreach (var (handle, toldVersion) in _watched)
        {
            if (Slots.Find(handle) is not { } grain || grain.Twin.Version == toldVersion)
                continue;
            _watched[handle] = grain.Twin.Version;
            (views ??= []).Add(View(grain.Twin));
        }

        return views ?? [];
    }

    private static TwinView View(Twin twin) => new()
    {
        Device = twin.Device,
        Health = twin.Health,
        Reasons = Reasons(twin),
        LastSeenAt = twin.LastSeenMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(twin.LastSeenMs) : null,
        Online = twin.Online,
        ClockWrong = twin.ClockWrong,
        MessagesTotal = twin.MessagesTotal,
        DuplicatesTotal = twin.DuplicatesTotal,
        Telemetry = twin.TelemetryJson(),
        Version = twin.Version,
    };

    private static IReadOnlyList<string> Reasons(Twin twin)
    {
        if (twin.ActiveConditions == 0)
            return [];
        return
        [
            .. ConditionWords.WordsOf(twin.ActiveConditions)
                .OrderByDescending(word => ConditionWords.TryParse(word, out var condition)
                    ? RuleSet.Default.Find(twin.Device.Kind, condition)?.Severity ?? default : default),
        ];
    }

    private void Run()
    {
        while (_inbox.TryTake(out var work))
        {
            try
            {
                work.Run_OnShard(this);
            }
            catch (Exception exception)
            {
                EngineLog.Bug(_logger, exception, _thread.Name!);
            }
        }
    }
}
