using System.Text.Json;
using Ioc.Devices;

namespace Ioc.Host.Simulation.Devices;

/// <summary>A loudspeaker cluster on 4G with a battery: supervises its line, plays the commune's programmes, and broadcasts on command.</summary>
internal sealed class SimulatedLoudspeaker : SimulatedDevice
{
    /// <summary>docs/mqtt.md: while playing, telemetry at least every 5 seconds of real time.</summary>
    private static readonly TimeSpan ReportWhilePlaying = TimeSpan.FromSeconds(5);
    private static readonly string[] Operators = ["Sóng Mơ", "Viễn Mộng"];

    private readonly BroadcastPlayer _player;
    private readonly string _operator;
    private readonly int _rsrpDbm;
    private readonly bool _playsProgrammes;
    private readonly double _cabinetCelsius;
    private Wander _signal;
    private Wander _supply;
    private string? _reportedBroadcast;
    private DateTimeOffset _reportedAt;
    private DateTimeOffset? _countedAt;
    private DateOnly _countedDay;
    private double _playedTodaySeconds;

    public SimulatedLoudspeaker(Device device, int seed)
        : base(device, seed, TimeSpan.FromMinutes(10 + (seed & 15)))
    {
        _player = new BroadcastPlayer(this);
        _operator = Operators[Random.Next(Operators.Length)];
        _rsrpDbm = -82 - Random.Next(28);
        _playsProgrammes = Random.NextDouble() < 0.85;
        _cabinetCelsius = 5 + 5 * Random.NextDouble();
    }

    /// <summary>False: the device knows that its clock was not set, and relies on the message's expiry.</summary>
    public bool ClockIsRight => !Has(DeviceFaults.WrongClock);

    public bool IsPlayingBroadcast => _player.Playing is not null;

    // Its only way is 4G.
    protected override bool IsCutOff => Has(DeviceFaults.BackhaulDown);

    public void Receive(ReadOnlyMemory<byte> payload, SimulatedMoment now, IDeviceOutlet outlet)
    {
        if (IsPowered)
            _player.Receive(payload, now, outlet);
    }

    public void Fetched(string broadcastId, FetchOutcome outcome, SimulatedMoment now, IDeviceOutlet outlet)
    {
        if (IsPowered)
            _player.Fetched(broadcastId, outcome, now, outlet);
    }

    public override DateTimeOffset NextStepAt(SimulatedMoment now, double speed)
    {
        var next = base.NextStepAt(now, speed);
        if (_player.EndsAt is not { } end)
            return next;
        var report = _reportedAt + ReportWhilePlaying;
        var sooner = end < report ? end : report;
        return sooner < next ? sooner : next;
    }

    protected override void Live(SimulatedMoment now, IDeviceOutlet outlet)
    {
        CountPlayed(now);
        _player.Step(now, outlet);
        var playing = _player.Playing?.BroadcastId;
        // At the start, at the end, and every five seconds between: the centre counts only what telemetry confirms.
        if (playing != _reportedBroadcast || (playing is not null && now.Wall - _reportedAt >= ReportWhilePlaying))
            Report(now, outlet);
    }

    protected override void PowerLost() => _player.Forget();

    protected override void WriteFields(Utf8JsonWriter json, SimulatedMoment now)
    {
        _reportedAt = now.Wall;
        _reportedBroadcast = _player.Playing?.BroadcastId;
        var source = _reportedBroadcast is not null ? "broadcast" : IsProgramme(now) ? "schedule" : "none";
        var amplifierFault = Has(DeviceFaults.AmplifierFault);
        json.WriteString("line_state", Has(DeviceFaults.LineShort) ? "short" : Has(DeviceFaults.LineOpen) ? "open" : "ok");
        json.WriteBoolean("amplifier_on", source != "none" && !amplifierFault);
        json.WriteBoolean("amplifier_fault", amplifierFault);
        json.WriteNumber("volume_percent", _player.Playing?.VolumePercent ?? 70);
        WriteCabinet(json, now, source);
        WriteNetwork(json);
        json.WriteBoolean("playing", source != "none");
        json.WriteString("playing_broadcast", _reportedBroadcast ?? "");
        json.WriteString("playing_source", source);
        json.WriteNumber("played_today_s", (int)_playedTodaySeconds);
        json.WriteNumber("storage_free_mb", 5_200 + (Device.Id.Length * 37 % 900));
    }

    private void WriteCabinet(Utf8JsonWriter json, SimulatedMoment now, string source)
    {
        var mains = !Has(DeviceFaults.PowerCut);
        var hot = (Has(DeviceFaults.Overheating) ? 40 : 0) + (source == "none" ? 0 : 3);
        json.WriteNumber("temperature_c", Math.Round(DailyLife.AirCelsius(now.Life) + _cabinetCelsius + hot + Random.NextDouble(), 1));
        json.WriteBoolean("mains_ok", mains);
        json.WriteNumber("supply_mv", (int)((mains ? 23_800 : 21_000 + 35 * Battery.Percent) + 120 * _supply.Next(Random)));
        json.WriteNumber("battery_percent", Battery.Percent);
    }

    private void WriteNetwork(Utf8JsonWriter json)
    {
        var rsrp = Math.Clamp(_rsrpDbm + (int)(4 * _signal.Next(Random)), -139, -50);
        json.WriteString("network_operator", _operator);
        json.WriteString("network_technology", "4g");
        json.WriteNumber("rsrp_dbm", rsrp);
        json.WriteNumber("rssi_dbm", rsrp + 27);
    }

    private bool IsProgramme(SimulatedMoment now) => _playsProgrammes && DailyLife.IsProgrammeTime(now.Life);

    private void CountPlayed(SimulatedMoment now)
    {
        var day = DailyLife.LocalDay(now.Life);
        if (day != _countedDay)
            _playedTodaySeconds = 0;
        _countedDay = day;
        if (_countedAt is { } since && now.Wall > since && IsPlayingBroadcast)
            _playedTodaySeconds += (now.Wall - since).TotalSeconds;
        _countedAt = now.Wall;
    }
}
