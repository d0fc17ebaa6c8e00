using System.Globalization;
using Dapper;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Engine;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// What goes wrong at the month's boundaries, by a seed: journal and disk, checkpoint and each database, upkeep, forwarder and time-series
/// server, clock, process. Every twelve steps or so something does; some of it lasts for a day, until quotas are reached.
/// </summary>
internal sealed class MonthFaults(int seed, SiloHarness silo, SimulatedServer server)
{
    private const int FlushesPerStep = 600;

    /// <summary>Of its own, as each device's is: what the silo's threads do may not change what happens.</summary>
    private readonly Random _random = new(seed);

    private readonly List<string> _history = [];
    private int _step;
    private int _diskFullSteps;
    private int _storeSteps;
    private int _operationsSteps;
    private int _serverSteps;
    private int _upkeepSteps;
    private int _lostSteps;
    private int _tornBytes;

    public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

    /// <summary>Within this step; negative: it doesn't.</summary>
    public int CrashAtSecond { get; private set; } = -1;

    public bool IsDiskFull => _diskFullSteps > 0;

    /// <summary>A write or a flush of the journal will fail.</summary>
    public bool IsJournalAtRisk => IsDiskFull || silo.Disk.FlushesLeft < FlushesPerStep;

    /// <summary>One of the databases does not take checkpoints, so the journal keeps everything.</summary>
    public bool IsCheckpointRefused => _storeSteps > 0 || _operationsSteps > 0;

    /// <summary>The time-series server takes nothing.</summary>
    public bool IsServerAway => _serverSteps > 0;

    /// <summary>Who takes nothing, in words; null: everybody takes what comes.</summary>
    public string? Away
    {
        get
        {
            var away = $"{(_storeSteps > 0 ? "telemetry " : "")}{(_operationsSteps > 0 ? "operations " : "")}{(_serverSteps > 0 ? "server" : "")}";
            return away.Length > 0 ? away : null;
        }
    }

    /// <summary>An answer was lost a little while ago: with five minutes between checkpoints that may count as an outage, and be over at once.</summary>
    public bool IsAnswerLost => _lostSteps > 0;

    /// <summary>What happens before this step, if anything. True: listening begins anew with it, so that silence is counted from here.</summary>
    public async Task<bool> HappenAsync(int step, int secondsPerStep, IReadOnlyList<SimulatedDevice> devices)
    {
        _step = step;
        CrashAtSecond = -1;
        PassOver();
        switch (_random.Next(200))
        {
            case 0 or 1:
                (CrashAtSecond, _tornBytes) = (_random.Next(secondsPerStep), _random.Next(2) == 0 ? _random.Next(1, 400) : 0);
                return false;
            case 2:
                return await TryStopAsync();
            case 3:
                JumpClock();
                // Whoever falls silent just then was last heard in what may now be the future.
                devices[_random.Next(devices.Count)].SilentSteps = _random.Next(1, 30);
                return true;
            case 4:
                Note("disk full in the middle of a write");
                silo.Disk.BytesLeft = _random.Next(4_000);
                _diskFullSteps = _random.Next(1, 6);
                return false;
            case 5:
                Note("flush fails");
                silo.Disk.FlushesLeft = _random.Next(FlushesPerStep);
                return false;
            case 6 or 7 or 8:
                devices[_random.Next(devices.Count)].SilentSteps = _random.Next(1, 30);
                return false;
            case var other:
                HappenToStores(other);
                return false;
        }
    }

    /// <summary>Everything in memory is gone; at the journal's end may be a part of the write that was being made.</summary>
    public async Task CrashAsync()
    {
        // A disk that is full at a start is a start that fails, and a person's matter; so is a full journal whose stores still refuse.
        silo.Disk.BytesLeft = long.MaxValue;
        silo.Disk.FlushesLeft = int.MaxValue;
        _diskFullSteps = 0;
        if (!silo.Intake.IsAccepting(out _))
            HealStores();
        Note(_tornBytes > 0 ? "crash with a torn tail" : "crash");
        await silo.CrashAndRestartAsync(Tear);
    }

    /// <summary>Everything is well from here on.</summary>
    public void End()
    {
        (_diskFullSteps, _serverSteps, _upkeepSteps) = (0, 0, 0);
        silo.Disk.BytesLeft = long.MaxValue;
        silo.Disk.FlushesLeft = int.MaxValue;
        server.Become(ServerMood.Well, 0);
        Heal("upkeep", silo.Get<TelemetryDatabase>());
        HealStores();
    }

    public string Say(string what) => $"step {_step}: {what}\n{string.Join('\n', _history.TakeLast(30))}";

    private void PassOver()
    {
        _lostSteps = Math.Max(0, _lostSteps - 1);
        if (_diskFullSteps > 0 && --_diskFullSteps == 0)
            silo.Disk.BytesLeft = long.MaxValue;
        if (_storeSteps > 0 && --_storeSteps == 0)
            silo.IsStoreAway = false;
        if (_operationsSteps > 0 && --_operationsSteps == 0)
            Heal("operations", silo.Get<OperationsDatabase>());
        if (_upkeepSteps > 0 && --_upkeepSteps == 0)
            Heal("upkeep", silo.Get<TelemetryDatabase>());
        if (_serverSteps > 0 && --_serverSteps == 0)
            server.Become(ServerMood.Well, 0);
    }

    private void HappenToStores(int which)
    {
        switch (which)
        {
            case 9 when _storeSteps == 0:
                Note("telemetry.db refuses");
                silo.IsStoreAway = true;
                _storeSteps = Steps();
                break;
            case 10:
                Note("an answer of telemetry.db is lost");
                silo.StoreAnswersLost = _random.Next(1, 3);
                _lostSteps = 3;
                break;
            case 11 or 12 when _operationsSteps == 0:
                Note("operations.db refuses");
                Break("operations", silo.Get<OperationsDatabase>(), "UPDATE ON engine_watermark");
                _operationsSteps = Steps();
                break;
            case 13 when _upkeepSteps == 0:
                Note("upkeep broken off");
                Break("upkeep", silo.Get<TelemetryDatabase>(), _random.Next(2) == 0 ? "INSERT ON telemetry_compaction" : "DELETE ON telemetry_blocks");
                _upkeepSteps = Steps();
                break;
            case >= 14 and < 18 when _serverSteps == 0:
                var mood = (ServerMood)_random.Next((int)ServerMood.Away, (int)ServerMood.LosesAnswers + 1);
                Note($"time-series server: {mood}");
                _serverSteps = _random.Next(2) == 0 ? Steps() : 0;
                server.Become(mood, _serverSteps > 0 ? int.MaxValue : _random.Next(1, 8));
                break;
        }
    }

    private void HealStores()
    {
        (_storeSteps, _operationsSteps) = (0, 0);
        silo.IsStoreAway = false;
        silo.StoreAnswersLost = 0;
        Heal("operations", silo.Get<OperationsDatabase>());
    }

    /// <summary>Mostly hours; a day now and then, which is longer than the month's quotas last.</summary>
    private int Steps() => _random.Next(4) == 0 ? _random.Next(100, 200) : _random.Next(1, 40);

    private async Task<bool> TryStopAsync()
    {
        if (IsCheckpointRefused || IsDiskFull)
            return false;
        Note("stop");
        await silo.StopAndRestartAsync();
        return true;
    }

    /// <summary>An operator, or NTP after a long time without it. The steps are whole hours: the oracle's clock jumps with it.</summary>
    private void JumpClock()
    {
        var hours = _random.Next(2) == 0 ? 1 : -1;
        Note(hours > 0 ? "clock an hour ahead" : "clock an hour back");
        silo.Time.UtcNow += TimeSpan.FromHours(hours);
    }

    /// <summary>Bytes of a write that nobody was told of.</summary>
    private void Tear()
    {
        if (_tornBytes == 0)
            return;
        var garbage = new byte[_tornBytes];
        _random.NextBytes(garbage);
        // The head of a real frame, whose rest never came.
        "IOCB"u8[..Math.Min(garbage.Length, 4)].CopyTo(garbage);
        using var file = new FileStream(Directory.GetFiles(silo.In("journal"), "*.journal").Max(StringComparer.Ordinal)!, FileMode.Append);
        file.Write(garbage);
    }

    private static void Break(string name, SqliteDatabase database, string statement) => database.Write((connection, transaction) => connection.Execute(
        $"CREATE TRIGGER simulated_{name} BEFORE {statement} BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END", transaction: transaction));

    private static void Heal(string name, SqliteDatabase database) => database.Write((connection, transaction) => connection.Execute(
        $"DROP TRIGGER IF EXISTS simulated_{name}", transaction: transaction));

    private void Note(string fault)
    {
        Counts[fault] = Counts.GetValueOrDefault(fault) + 1;
        _history.Add(string.Create(CultureInfo.InvariantCulture, $"step {_step}: {fault}"));
    }
}
