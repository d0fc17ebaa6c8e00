using System.Buffers;
using System.Globalization;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Alerts;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Engine;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// A province lives for some days in steps of ten minutes, six hundred ticks each, on a real silo with real databases and a clock of its own.
/// A seed decides what happens: messages, silence, broken lines, duplicates; writes that fail in the middle, a disk that stays full, a store
/// that refuses for hours, crashes with a torn tail, stops, clocks that jump an hour. After each step what the silo says is compared with what
/// the devices know of themselves.
/// </summary>
internal sealed class SimulatedMonth : IAsyncDisposable
{
    private const int Devices = 24;
    private const int PeriodSeconds = 600;
    private const int SecondsPerStep = 600;
    private const int StepsPerDay = 144;

    /// <summary>Three missed periods and what a message may be late within its step.</summary>
    private const int StepsUntilOffline = 5;
    private const int StepsBeforeOffline = 2;

    private readonly Random _random;
    private readonly SiloHarness _silo;
    private readonly SimulatedDevice[] _devices = [.. Enumerable.Range(0, Devices).Select(index => new SimulatedDevice($"lsp-{index}"))];
    private readonly DateTimeOffset _begun;
    private readonly List<string> _history = [];
    private int _step;
    private int _diskFullSteps;
    private int _storeAwaySteps;
    private long _storedBefore;

    private SimulatedMonth(int seed, SiloHarness silo)
    {
        _random = new Random(seed);
        _silo = silo;
        _begun = silo.Time.GetUtcNow();
    }

    public Dictionary<string, int> Faults { get; } = new(StringComparer.Ordinal);

    public static async Task<SimulatedMonth> BeginAsync(int seed)
    {
        var silo = await SiloHarness.StartAsync(
            options => options with { Shards = 1 + (seed % 3), CheckpointSeconds = 300, ChangeTickMilliseconds = 5_000, PointsWaitingMax = 4_000 }, withProvince: false);
        var month = new SimulatedMonth(seed, silo);
        await silo.Registry.PutUnitsAsync(
            [
                new Unit { Code = "38", Name = "Tỉnh", FullName = "Tỉnh", Level = UnitLevels.Province },
                new Unit { Code = "10001", Name = "Xã", FullName = "Xã", Level = UnitLevels.Commune, ParentCode = "38" },
            ],
            CancellationToken.None);
        await silo.Registry.PutDevicesAsync([.. month._devices.Select(device => new Device
        {
            Id = device.Id, Kind = DeviceKind.Loudspeaker, Name = device.Id, UnitCode = "10001", Position = new GeoPoint(19.8, 105.7),
            PeriodSeconds = PeriodSeconds, Loudspeaker = new LoudspeakerEquipment(2, 50, 400, []),
        })], CancellationToken.None);
        await silo.SettleAsync();
        return month;
    }

    public async Task LiveAsync(int days)
    {
        for (_step = 1; _step <= days * StepsPerDay; _step++)
        {
            await HappenAsync();
            foreach (var device in _devices)
                Send(device);
            await PassAsync();
            await CheckAsync();
            if (_step % StepsPerDay == 0)
                await CheckPointsAsync();
        }

        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _silo.IsStoreAway = false;
        _silo.Disk.BytesLeft = long.MaxValue;
        await _silo.DisposeAsync();
    }

    /// <summary>What goes wrong before this step, if anything: about every third hour something does.</summary>
    private async Task HappenAsync()
    {
        if (_diskFullSteps > 0 && --_diskFullSteps == 0)
            _silo.Disk.BytesLeft = long.MaxValue;
        if (_storeAwaySteps > 0 && --_storeAwaySteps == 0)
            _silo.IsStoreAway = false;
        switch (_random.Next(100))
        {
            case 0:
                await CrashAsync();
                break;
            case 1:
                await StopAsync();
                break;
            case 2:
                JumpClock();
                break;
            case 3:
                Note("disk full in the middle of a write");
                _silo.Disk.BytesLeft = _random.Next(4_000);
                _diskFullSteps = _random.Next(1, 6);
                break;
            case 4:
                Note("store away");
                _silo.IsStoreAway = true;
                _storeAwaySteps = _random.Next(1, 40);
                break;
            case 5:
                _devices[_random.Next(Devices)].SilentSteps = _random.Next(1, 30);
                break;
        }
    }

    /// <summary>Everything in memory is gone; half of the times the last write was being made, and the disk holds a part of it.</summary>
    private async Task CrashAsync()
    {
        // A disk that is full at a start is a start that fails, and a person's matter.
        _silo.Disk.BytesLeft = long.MaxValue;
        _diskFullSteps = 0;
        var torn = _random.Next(2) == 0 ? _random.Next(1, 400) : 0;
        Note(torn > 0 ? "crash with a torn tail" : "crash");
        await _silo.CrashAndRestartAsync(() => Tear(torn));
        // What changed nothing, such as ticks, counts as stored until a crash, and is replayed after it.
        _storedBefore = 0;
        Heard();
    }

    private async Task StopAsync()
    {
        if (_silo.IsStoreAway || _diskFullSteps > 0)
            return;
        Note("stop");
        await _silo.StopAndRestartAsync();
        _storedBefore = 0;
        Heard();
    }

    /// <summary>An operator, or NTP after a long time without it. The steps are whole hours: the oracle's clock jumps with it.</summary>
    private void JumpClock()
    {
        var hours = _random.Next(2) == 0 ? 1 : -1;
        Note(hours > 0 ? "clock an hour ahead" : "clock an hour back");
        _silo.Time.UtcNow += TimeSpan.FromHours(hours);
        // Whoever falls silent just then was last heard in what is now the future.
        _devices[_random.Next(Devices)].SilentSteps = _random.Next(1, 30);
        Heard();
    }

    /// <summary>Bytes of a write that nobody was told of.</summary>
    private void Tear(int bytes)
    {
        if (bytes == 0)
            return;
        var garbage = new byte[bytes];
        _random.NextBytes(garbage);
        // The head of a real frame, whose rest never came.
        "IOCB"u8.CopyTo(garbage.AsSpan(0, Math.Min(bytes, 4)));
        using var file = new FileStream(Directory.GetFiles(_silo.In("journal"), "*.journal").Max(StringComparer.Ordinal)!, FileMode.Append);
        file.Write(garbage);
    }

    /// <summary>Offline clocks start again.</summary>
    private void Heard()
    {
        foreach (var device in _devices)
            device.StepsUnheard = 0;
    }

    private void Send(SimulatedDevice device)
    {
        device.HasSent = device.SilentSteps == 0;
        if (!device.HasSent)
        {
            device.SilentSteps--;
            return;
        }

        if (device.Unacknowledged is { } again)
        {
            Append(device, again.Seq, again.LineOpen);
            return;
        }

        var open = _random.Next(20) == 0 ? !device.LineOpen : device.LineOpen;
        Append(device, ++device.Seq, open);
        // The network, or a client that did not hear the acknowledgement.
        if (_random.Next(10) == 0)
            Append(device, device.Seq, open);
    }

    private void Append(SimulatedDevice device, int seq, bool open)
    {
        device.Sends(seq, open);
        var handle = _silo.Registry.Current.DevicesById[device.Id].Handle;
        if (_silo.Get<IIntake>().Append(EntryKind.Telemetry, handle, new ReadOnlySequence<byte>(SimulatedDevice.Message(seq, open)), device) != AppendOutcome.Appended)
            device.SendsAgainLater();
    }

    private async Task PassAsync()
    {
        for (var second = 0; second < SecondsPerStep; second++)
            _silo.Time.Advance(TimeSpan.FromSeconds(1));
        if (_diskFullSteps == 0)
        {
            // A journal that failed looks at the disk again at a tick.
            while (!_silo.Intake.IsAccepting(out _))
            {
                _silo.Time.Advance(TimeSpan.FromSeconds(1));
                await Task.Yield();
            }

            await _silo.SettleAsync();
        }

        Assert.True(SpinWait.SpinUntil(() => _devices.All(device => device.IsAnswered), TimeSpan.FromSeconds(30)), Say("a message was never answered"));
        await _silo.Lifetime.WhenAppliedAsync();
    }

    private async Task CheckAsync()
    {
        var positions = _silo.Lifetime.Positions;
        Assert.True(positions.Stored >= _storedBefore && positions.Stored <= positions.Applied && positions.Applied <= positions.Journal, Say($"positions {positions}"));
        _storedBefore = positions.Stored;
        var open = _silo.Alerts.Open;
        Assert.True(open.DistinctBy(alert => (alert.DeviceId, alert.Condition)).Count() == open.Count, Say("two open alerts of one device and condition"));
        foreach (var device in _devices)
        {
            var view = (await _silo.Engine.AskAsync(device.Id, CancellationToken.None))!;
            Assert.True(view.MessagesTotal == device.Acknowledged, Say($"{device.Id}: {device.Acknowledged} acknowledged, {view.MessagesTotal} in the twin"));
            CheckAlerts(device, [.. open.Where(alert => alert.DeviceId == device.Id).Select(alert => alert.Condition)]);
        }
    }

    private void CheckAlerts(SimulatedDevice device, IReadOnlyList<string> open)
    {
        Assert.True(open.Contains("speaker-line-open") == device.LineOpen, Say($"{device.Id}: line open {device.LineOpen}, alerts: {string.Join(',', open)}"));
        var isHeard = device.HasSent && device.Unacknowledged is null;
        // While the disk is full nobody's message and no tick enters: nothing is judged, and afterwards it begins anew.
        device.StepsUnheard = isHeard || _diskFullSteps > 0 ? 0 : device.StepsUnheard + 1;
        var isOffline = open.Contains("offline");
        if (isHeard || (device.StepsUnheard < StepsBeforeOffline && !device.WasOffline))
            Assert.False(isOffline, Say($"{device.Id}: called offline after {device.StepsUnheard} steps of silence"));
        if (device.StepsUnheard >= StepsUntilOffline && device.Acknowledged > 0)
            Assert.True(isOffline, Say($"{device.Id}: silent for {device.StepsUnheard} steps and not called offline"));
        device.WasOffline = isOffline;
    }

    /// <summary>Every acknowledged message's points are there once, in the store or on their way to it.</summary>
    private async Task CheckPointsAsync()
    {
        // While a store is away what memory spilled is on its way, where no query sees it.
        if (_silo.IsStoreAway)
            return;
        // The first takes what a store refused before; the second what went to files since.
        Assert.True(_silo.Lifetime.TryCheckpoint() && _silo.Lifetime.TryCheckpoint(), Say("a store refuses without reason"));
        var series = await _silo.Get<ISeries>().QueryAsync(
            new SeriesQuery
            {
                DeviceIds = [.. _devices.Select(device => device.Id)], Metrics = ["volume_percent"], StepSeconds = 86_400,
                From = _begun.AddHours(-48), To = _silo.Time.GetUtcNow().AddHours(48),
            },
            CancellationToken.None);
        foreach (var one in series)
        {
            var device = _devices.Single(device => device.Id == one.DeviceId);
            Assert.True(one.Count.Sum() == device.Acknowledged, Say($"{device.Id}: {device.Acknowledged} acknowledged, points of {one.Count.Sum()} stored"));
        }
    }

    private async Task EndAsync()
    {
        _silo.IsStoreAway = false;
        _silo.Disk.BytesLeft = long.MaxValue;
        (_storeAwaySteps, _diskFullSteps) = (0, 0);
        await PassAsync();
        await CheckPointsAsync();
        foreach (var device in _devices)
        {
            var page = await _silo.Alerts.QueryAsync(new AlertQuery { DeviceId = device.Id, Condition = "speaker-line-open", PageSize = 1 }, CancellationToken.None);
            Assert.True(page.Total == device.TimesOpened, Say($"{device.Id}: its line opened {device.TimesOpened} times, {page.Total} alerts"));
        }
    }

    private void Note(string fault)
    {
        Faults[fault] = Faults.GetValueOrDefault(fault) + 1;
        _history.Add(string.Create(CultureInfo.InvariantCulture, $"step {_step}: {fault}"));
    }

    private string Say(string what) => $"step {_step}: {what}\n{string.Join('\n', _history.TakeLast(12))}";
}
