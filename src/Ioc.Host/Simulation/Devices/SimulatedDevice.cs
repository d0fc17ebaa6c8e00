using System.Buffers;
using System.Text.Json;
using Ioc.Devices;

namespace Ioc.Host.Simulation.Devices;

/// <summary>
/// One simulated device: a state machine that is stepped by the loop and driven by the time it is given. It does what real firmware does,
/// including what it does badly: it loses what it can't send, and forgets what it did not store when power goes.
/// </summary>
internal abstract class SimulatedDevice
{
    private static readonly ReadOnlyMemory<byte> Online = """{"state":"online"}"""u8.ToArray();

    private long _seq;
    private DateTimeOffset _nextReport;
    private DateTimeOffset _flapUntil;
    private bool _flapApart;
    private bool _started;

    protected SimulatedDevice(Device device, int seed, TimeSpan batteryLasts)
    {
        Device = device;
        Random = new Random(seed);
        Battery = new Battery(batteryLasts);
        Firmware = $"1.{Random.Next(3, 6)}.{Random.Next(0, 10)}";
    }

    public Device Device { get; }

    /// <summary>Set by the fault schedule before each step.</summary>
    public DeviceFaults Faults { get; set; }

    public bool IsPowered { get; private set; } = true;

    /// <summary>Whether the device can and wants to be connected now. The loop connects or cuts accordingly.</summary>
    public bool WantsConnection => IsPowered && !_flapApart && !IsCutOff;

    public bool IsConnected { get; private set; }

    protected Random Random { get; }

    protected Battery Battery { get; }

    protected string Firmware { get; }

    /// <summary>The way to the centre is gone, though the device lives.</summary>
    protected virtual bool IsCutOff => false;

    /// <summary>How long until the next report, in life time.</summary>
    protected virtual TimeSpan ReportEvery => TimeSpan.FromSeconds(Device.PeriodSeconds);

    protected bool Has(DeviceFaults fault) => (Faults & fault) != 0;

    /// <summary>Session is up and subscribed: says so, and reports at the next step.</summary>
    public void Connected(SimulatedMoment now, IDeviceOutlet outlet)
    {
        IsConnected = true;
        outlet.TryPublish(this, "status", Online);
        _nextReport = now.Life;
    }

    public void Disconnected() => IsConnected = false;

    /// <summary>Lets time pass. Called at least when <see cref="NextStepAt"/> has come; more often does no harm.</summary>
    public void Step(SimulatedMoment now, IDeviceOutlet outlet)
    {
        if (!_started)
        {
            // Spread over one period, so that a province does not speak with one voice.
            _started = true;
            _nextReport = now.Life + ReportEvery * Random.NextDouble();
        }

        Battery.Pass(now.Life, !Has(DeviceFaults.PowerCut));
        SetPower(!Has(DeviceFaults.PowerCut) || !Battery.IsEmpty);
        Flap(now);
        if (!IsPowered)
            return;
        Live(now, outlet);
        if (now.Life >= _nextReport)
            Report(now, outlet);
    }

    /// <summary>When the loop must step this device again, in wall time.</summary>
    public virtual DateTimeOffset NextStepAt(SimulatedMoment now, double speed)
    {
        var untilReport = (_nextReport - now.Life) / speed;
        return now.Wall + (untilReport > TimeSpan.Zero ? untilReport : TimeSpan.Zero);
    }

    /// <summary>What the kind does between reports.</summary>
    protected virtual void Live(SimulatedMoment now, IDeviceOutlet outlet)
    {
    }

    protected virtual void PowerLost()
    {
    }

    /// <summary>Writes the kind's fields into the open object.</summary>
    protected abstract void WriteFields(Utf8JsonWriter json, SimulatedMoment now);

    /// <summary>Sends one report and plans the next.</summary>
    protected void Report(SimulatedMoment now, IDeviceOutlet outlet)
    {
        // A period that the loop missed is not made up for: real devices do not send twice because they were late.
        _nextReport = now.Life + ReportEvery;
        if (Has(DeviceFaults.Silent) || !IsConnected)
            return;
        var payload = Telemetry(now);
        outlet.TryPublish(this, "telemetry", payload);
        if (Has(DeviceFaults.Doubled))
            outlet.TryPublish(this, "telemetry", payload);
    }

    private ReadOnlyMemory<byte> Telemetry(SimulatedMoment now)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("at", ClockSeconds(now.Wall));
        json.WriteNumber("seq", ++_seq);
        json.WriteString("firmware", Firmware);
        WriteFields(json, now);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    // Two real faults: no time yet (0), and local time in a field that means UTC (+25,200 s).
    private long ClockSeconds(DateTimeOffset wall) =>
        !Has(DeviceFaults.WrongClock) ? wall.ToUnixTimeSeconds()
        : (Device.Id[^1] & 1) == 0 ? 0
        : wall.ToUnixTimeSeconds() + 25_200;

    private void SetPower(bool powered)
    {
        if (IsPowered && !powered)
        {
            // Sequence numbers live in memory: they start again at 1 with the device.
            _seq = 0;
            PowerLost();
        }

        IsPowered = powered;
    }

    private void Flap(SimulatedMoment now)
    {
        if (!Has(DeviceFaults.Flapping))
        {
            _flapApart = false;
            return;
        }

        if (now.Wall < _flapUntil)
            return;
        _flapApart = !_flapApart;
        _flapUntil = now.Wall + TimeSpan.FromSeconds(_flapApart ? 3 + Random.Next(10) : 10 + Random.Next(30));
    }
}
