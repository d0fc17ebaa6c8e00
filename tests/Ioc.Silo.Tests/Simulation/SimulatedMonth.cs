using System.Buffers;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Silo.Alerts;
using Ioc.Silo.Influx;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// A province lives for some days in steps of ten minutes, six hundred ticks each, on a real silo with real databases, small quotas and a clock
/// of its own. A seed decides what happens: messages, silence, broken devices, duplicates, an operator's acknowledgements, and what goes wrong
/// (<see cref="MonthFaults"/>). After each step what the silo says is compared with what the devices know of themselves.
/// </summary>
internal sealed class SimulatedMonth : IAsyncDisposable
{
    private const int PeriodSeconds = 600;

    /// <summary>Besides the two that wait for what is under way.</summary>
    private const int SecondsPerStep = 598;
    private const int StepsPerDay = 144;

    /// <summary>Of the silo's threads, in real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Three missed periods and what a message may be late within its step.</summary>
    private const int StepsUntilOffline = 5;
    private const int StepsBeforeOffline = 2;

    /// <summary>Steps in which a store must have been away, or well, without a break before people must have been told: a checkpoint every two, five minutes, and a look at it at the end of each.</summary>
    private const int StepsUntilTold = 5;

    private const int SegmentBytes = 64 * 1024;
    private const long QuotaBytes = 2L * 1024 * 1024;

    /// <summary>Half a day's.</summary>
    private const int OutboxRows = 150;

    private readonly Random _operator;
    private readonly SiloHarness _silo;
    private readonly SimulatedServer _server;
    private readonly SimulatedNetwork _network;
    private readonly MonthFaults _faults;
    private readonly SimulatedDevice[] _devices;
    private readonly DateTimeOffset _begun;
    private readonly HashSet<string> _acknowledged = new(StringComparer.Ordinal);
    private int _step;
    private long _storedBefore;
    private string? _awayBefore;
    private int _stepsAway;
    private int _stepsWell;
    private bool _wasFull;
    private bool _wasRefused;
    private int _flushesFailed;

    private SimulatedMonth(int seed, SiloHarness silo, SimulatedServer server, SimulatedNetwork network)
    {
        (_operator, _silo, _server, _network) = (new Random(seed), silo, server, network);
        _faults = new MonthFaults(seed, silo, server);
        _begun = silo.Time.GetUtcNow();
        _devices = SimulatedProvince.Devices(seed);
    }

    public IReadOnlyDictionary<string, int> Faults => _faults.Counts;

    /// <summary>Steps in which the quota of the journal, or of what waits for the time-series server, let no device in.</summary>
    public int StepsFull { get; private set; }

    public static async Task<SimulatedMonth> BeginAsync(int seed)
    {
        var network = new SimulatedNetwork();
        var server = new SimulatedServer(network);
        var influx = new InfluxOptions { Server = new Uri("http://influx.invalid:8086/") };
        var silo = await SiloHarness.StartAsync(
            options => options with
            {
                Shards = 1 + (seed % 3), CheckpointSeconds = 300, ChangeTickMilliseconds = 5_000, PointsWaitingMax = 4_000, Influx = influx,
                JournalSegmentBytes = SegmentBytes, JournalQuotaBytes = QuotaBytes, TelemetryRetentionDays = 5, MinuteRetentionDays = 8,
            },
            withProvince: false,
            // The server's answers take no time of the province's; no configuration may have an outbox this small.
            services => services.AddSingleton(influx with { OutboxRowsMax = OutboxRows })
                .AddSingleton(_ => new InfluxClient(influx, network, NullLogger.Instance, server)));
        var month = new SimulatedMonth(seed, silo, server, network);
        await SimulatedProvince.PutAsync(silo, month._devices, PeriodSeconds);
        return month;
    }

    public async Task LiveAsync(int days)
    {
        for (_step = 1; _step <= days * StepsPerDay; _step++)
        {
            if (await _faults.HappenAsync(_step, SecondsPerStep, _devices))
                BeginAnew();
            // A journal that failed looks at its disk again at a tick.
            await TickAsync(settles: true);
            foreach (var device in _devices)
                Send(device);
            await PassAsync();
            await ForwardAsync();
            KeepUp();
            await AcknowledgeAsync();
            await CheckAsync();
            if (_step % StepsPerDay == 0)
                await CheckPointsAsync();
        }

        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _faults.End();
        await _silo.DisposeAsync();
        _server.Dispose();
    }

    /// <summary>Offline clocks start again; within a step, whose silence was long enough may have been called so before.</summary>
    private void BeginAnew(bool isWithinStep = false)
    {
        // What changed nothing, such as ticks, counts as stored until a crash, and is replayed after it.
        (_storedBefore, _stepsAway, _stepsWell) = (0, 0, 0);
        foreach (var device in _devices)
            (device.StepsUnheard, device.StepsSilent) = (isWithinStep ? device.StepsUnheard : 0, 0);
    }

    private void Send(SimulatedDevice device)
    {
        // Drawn whether they are needed or not: what was refused before changes nothing of what comes later.
        var (changes, comesTwice) = (device.Random.Next(20) == 0, device.Random.Next(10) == 0);
        device.HasSent = device.SilentSteps == 0;
        if (!device.HasSent)
        {
            device.SilentSteps--;
            return;
        }

        if (device.Unacknowledged is { } again)
        {
            Append(device, again.Seq, again.HasTrouble);
            return;
        }

        var trouble = device.HasTrouble != changes;
        Append(device, ++device.Seq, trouble);
        // The network, or a client that did not hear the acknowledgement.
        if (comesTwice)
            Append(device, device.Seq, trouble);
    }

    private void Append(SimulatedDevice device, int seq, bool hasTrouble)
    {
        device.Sends(seq, hasTrouble);
        var handle = _silo.Registry.Current.DevicesById[device.Id].Handle;
        if (_silo.Get<IIntake>().Append(EntryKind.Telemetry, handle, new ReadOnlySequence<byte>(device.Message(seq, hasTrouble)), device) != AppendOutcome.Appended)
            device.SendsAgainLater();
    }

    private async Task PassAsync()
    {
        for (var second = 0; second < SecondsPerStep; second++)
        {
            await TickAsync(settles: second == _faults.CrashAtSecond);
            if (second != _faults.CrashAtSecond)
                continue;
            await _faults.CrashAsync();
            BeginAnew(isWithinStep: true);
        }

        await TickAsync(settles: true);
        Assert.True(SpinWait.SpinUntil(() => _devices.All(device => device.IsAnswered), Patience), _faults.Say("a message was never answered"));
        await _silo.Lifetime.WhenAppliedAsync();
        // The checkpoints' own thread can't keep up with this clock.
        if (_step % 2 == 0)
            _silo.Lifetime.TryCheckpoint();
    }

    /// <summary>A second. Where the journal may fail, everything of it is over before the next: else ticks come faster than it can look at its disk.</summary>
    private async Task TickAsync(bool settles = false)
    {
        _silo.Time.Advance(TimeSpan.FromSeconds(1));
        LookAtJournal();
        if (!settles && !_faults.IsJournalAtRisk && _silo.Intake.IsAccepting(out _))
            return;
        for (var looks = 0; !_faults.IsDiskFull && !IsAtQuota && !SpinWait.SpinUntil(() => _silo.Intake.IsAccepting(out _), Patience / 100); looks++)
        {
            Assert.True(looks < 100, _faults.Say("the journal does not recover"));
            _silo.Time.Advance(TimeSpan.FromSeconds(1));
        }

        if (_silo.Intake.IsAccepting(out _))
            await _silo.TrySettleAsync();
        // On a busy machine the journal's thread may have done all of a step only now.
        LookAtJournal();
    }

    /// <summary>Whether devices are let in, as far as it was looked at since the last commit.</summary>
    private void LookAtJournal()
    {
        _wasRefused |= !_silo.Intake.IsAccepting(out _);
        _wasFull |= _silo.Lifetime.Positions.Room == JournalRoom.None;
    }

    /// <summary>So full that it refuses even its own, until a checkpoint takes something off it.</summary>
    private bool IsAtQuota => _silo.Lifetime.Positions.JournalBytes + JournalLimits.ProbeBytes > QuotaBytes;

    private async Task ForwardAsync()
    {
        _network.Pause();
        await _silo.Get<InfluxForwarder>().TurnAsync(CancellationToken.None);
        // Not on the stack of the network's timer.
        await Task.Yield();
    }

    /// <summary>Compaction, roll-ups and retention, as far as they get.</summary>
    private void KeepUp()
    {
        var now = _silo.Time.GetUtcNow();
        try
        {
            while (_silo.Get<TelemetryCompaction>().Step(now, default) + _silo.Get<TelemetryRollup>().Step(now, default)
                + _silo.Get<TelemetryRetention>().Step(now, default) + _silo.Get<RollupRetention>().Step(now, default) > 0)
            {
            }
        }
        catch (SqliteException fault) when (fault.Message.Contains("disk I/O error", StringComparison.Ordinal))
        {
            // Ours; what was begun is undone, and the next step begins it again.
        }
    }

    /// <summary>An operator sees one of the alerts.</summary>
    private async Task AcknowledgeAsync()
    {
        var (looks, which) = (_operator.Next(8) == 0, _operator.NextDouble());
        if (!looks || !_silo.Intake.IsAccepting(out _) || _faults.IsJournalAtRisk)
            return;
        // Those of the centre may end just then.
        var unseen = _silo.Alerts.Open.Where(alert => alert.State == AlertState.Raised && alert.DeviceId != Centre.Id).OrderBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        if (unseen.Count == 0)
            return;
        var seen = (await _silo.Alerts.AcknowledgeAsync(unseen[(int)(which * unseen.Count)].Id, "operator", CancellationToken.None))!;
        Assert.True(seen.State == AlertState.Acknowledged, _faults.Say($"{seen.Id} was acknowledged and is {seen.State}"));
        _acknowledged.Add(seen.Id);
    }

    private async Task CheckAsync()
    {
        var positions = _silo.Lifetime.Positions;
        Assert.True(positions.Stored >= _storedBefore && positions.Stored <= positions.Applied && positions.Applied <= positions.Journal, _faults.Say($"positions {positions}"));
        Assert.True(positions.JournalBytes <= QuotaBytes, _faults.Say($"{positions.JournalBytes} bytes of {QuotaBytes}"));
        _storedBefore = positions.Stored;
        var open = _silo.Alerts.Open;
        Assert.True(open.DistinctBy(alert => (alert.DeviceId, alert.Condition)).Count() == open.Count, _faults.Say("two open alerts of one device and condition"));
        foreach (var alert in open)
            Assert.True((alert.State == AlertState.Acknowledged) == _acknowledged.Contains(alert.Id), _faults.Say($"{alert.Id} ({alert.Condition}) is {alert.State}"));
        var isFull = _wasFull || positions.Room == JournalRoom.None;
        var isDeaf = _faults.IsDiskFull || isFull || _wasRefused;
        // For less than a second: silence may be counted over it, or begin anew.
        var isHiccup = !_faults.IsDiskFull && !isFull && _silo.Disk.FlushesFailed > _flushesFailed;
        (_wasFull, _wasRefused, _flushesFailed) = (false, false, _silo.Disk.FlushesFailed);
        StepsFull += isFull ? 1 : 0;
        CheckCentre([.. open.Where(alert => alert.DeviceId == Centre.Id).Select(alert => alert.Condition)], isDeaf);
        foreach (var device in _devices)
        {
            var view = (await _silo.Engine.AskAsync(device.Id, CancellationToken.None))!;
            // A write whose flush failed may be there after a crash.
            if (_flushesFailed > 0 && view.MessagesTotal == device.Acknowledged + 1 && device.Unacknowledged is not null)
                device.WasKept();
            Assert.True(view.MessagesTotal == device.Acknowledged, _faults.Say($"{device.Id}: {device.Acknowledged} acknowledged, {view.MessagesTotal} in the twin"));
            var alerts = open.Where(alert => alert.DeviceId == device.Id).ToList();
            CheckAlerts(device, alerts, isDeaf);
            CheckSilence(device, alerts.Exists(alert => alert.Condition == "offline"), isDeaf, isHiccup);
        }
    }

    /// <summary>What people are told of the stores.</summary>
    private void CheckCentre(List<string> open, bool isDeaf)
    {
        // When another one is away than before, it may be asked from now on only.
        var away = _faults.Away;
        _stepsAway = isDeaf || away is null ? 0 : away == _awayBefore ? _stepsAway + 1 : 1;
        _awayBefore = away;
        // A write or some requests may fail without an outage.
        var isWell = away is null && !_faults.IsAnswerLost && _silo.Lifetime.Positions.StoreTrouble is null && _silo.Get<InfluxForwarder>().State.Problem is null;
        _stepsWell = isDeaf || !isWell ? 0 : _stepsWell + 1;
        if (_stepsAway >= StepsUntilTold)
            Assert.True(open.Contains("store-away"), _faults.Say($"{away} away for {_stepsAway} steps and nobody is told"));
        if (_stepsWell >= StepsUntilTold)
            Assert.True(open.Count == 0, _faults.Say($"all stores are well for {_stepsWell} steps, and yet {string.Join(',', open)}"));
    }

    private void CheckAlerts(SimulatedDevice device, List<Alert> alerts, bool isDeaf)
    {
        var open = alerts.Select(alert => alert.Condition).ToList();
        // What must last needs a device's word from after the time in which nobody could be heard, and the time after that.
        device.StepsHeard = isDeaf || _faults.CrashAtSecond >= 0 ? 0 : device.StepsHeard + (device.HasSent && device.Unacknowledged is null ? 1 : 0);
        if (!device.IsTroubleSlow || device.StepsHeard > 1)
            Assert.True(open.Contains(device.Condition) == device.HasTrouble, _faults.Say($"{device.Id}: trouble {device.HasTrouble}, alerts: {string.Join(',', open)}"));
        if (alerts.Find(alert => alert.Condition == device.Condition) is { } trouble)
        {
            Assert.True(device.Alert.Trouble != device.Troubles || device.Alert.Id == trouble.Id, _faults.Say($"{device.Id}: {trouble.Condition} was raised again"));
            device.Alert = (device.Troubles, trouble.Id);
        }

        if (device.Kind == DeviceKind.Site)
            Assert.True(open.Contains("coverage-gap") == (open.Contains("offline") || device.HasTrouble), _faults.Say($"{device.Id}: {string.Join(',', open)}"));
    }

    private void CheckSilence(SimulatedDevice device, bool isOffline, bool isDeaf, bool isHiccup)
    {
        var isHeard = device.HasSent && device.Unacknowledged is null;
        var unheard = isHeard ? 0 : device.StepsUnheard + 1;
        if (isHeard || (unheard < StepsBeforeOffline && !device.WasOffline))
            Assert.False(isOffline, _faults.Say($"{device.Id}: called offline after {unheard} steps of silence"));
        // While nobody's message enters nothing is judged, and afterwards it begins anew.
        device.StepsUnheard = (isDeaf && !isHiccup) || _faults.CrashAtSecond >= 0 ? 0 : unheard;
        device.StepsSilent = isHeard || isDeaf ? 0 : device.StepsSilent + 1;
        if (device.StepsSilent >= StepsUntilOffline && device.Acknowledged > 0)
            Assert.True(isOffline, _faults.Say($"{device.Id}: silent for {device.StepsSilent} steps and not called offline"));
        device.WasOffline = isOffline;
    }

    /// <summary>Every acknowledged message's points are there once, in the store or on their way to it.</summary>
    private async Task CheckPointsAsync()
    {
        // While a store is away what memory spilled is on its way, where no query sees it.
        if (_faults.IsCheckpointRefused || !_silo.Intake.IsAccepting(out _))
            return;
        // The first takes what a store refused before, the answers that are lost among it; the last what went to files since.
        Assert.True(Enumerable.Range(0, 4).Aggregate(false, (_, _) => _silo.Lifetime.TryCheckpoint()), _faults.Say("a store refuses without reason"));
        var series = await _silo.Get<SqliteSeries>().QueryAsync(
            new SeriesQuery
            {
                DeviceIds = [.. _devices.Select(device => device.Id)], Metrics = [.. _devices.Select(device => device.Metric).Distinct()], StepSeconds = 86_400,
                From = _begun.AddHours(-48), To = _silo.Time.GetUtcNow().AddHours(48),
            },
            CancellationToken.None);
        foreach (var device in _devices)
        {
            var stored = series.Single(one => one.DeviceId == device.Id && one.Metric == device.Metric).Count.Sum();
            Assert.True(stored == device.Acknowledged, _faults.Say($"{device.Id}: {device.Acknowledged} acknowledged, points of {stored} stored"));
        }

        if (!_faults.IsServerAway)
            await CheckServerAsync();
    }

    private async Task CheckServerAsync()
    {
        // Some turns: it may still fail some requests, or have hours to add up.
        var turns = 0;
        do
            await ForwardAsync();
        while (++turns < 200 && (_silo.Get<InfluxForwarder>().State is not { Problem: null, RowsWaiting: 0 } || NotAddedUp().Any()));
        Assert.True(_server.Clashes == 0, _faults.Say($"{_server.Clashes} points of the server are two messages"));
        foreach (var device in _devices)
            Assert.True(
                _server.Messages(device.Id) == device.Acknowledged, _faults.Say($"{device.Id}: {device.Acknowledged} acknowledged, {_server.Messages(device.Id)} at the server"));
        Assert.True(!NotAddedUp().Any(), _faults.Say($"not added up: {string.Join(',', NotAddedUp())}"));
    }

    private IEnumerable<(string Kind, long HourMs)> NotAddedUp() =>
        _server.NotAddedUp(GroupBlock.HourOf(_silo.Time.GetUtcNow().ToUnixTimeMilliseconds() - SeriesLimits.CompactionLagMs));

    private async Task EndAsync()
    {
        _faults.End();
        await PassAsync();
        await CheckPointsAsync();
        Assert.True(_server.Refused > 0, "no line was refused, so nothing was proved about them");
        foreach (var device in _devices)
        {
            var page = await _silo.Alerts.QueryAsync(new AlertQuery { DeviceId = device.Id, Condition = device.Condition, PageSize = 1 }, CancellationToken.None);
            Assert.True(
                page.Total == device.Troubles || (device.IsTroubleSlow && page.Total < device.Troubles),
                _faults.Say($"{device.Id}: its trouble began {device.Troubles} times, {page.Total} alerts"));
        }
    }
}
