using System.Text.Json;
using Ioc.Devices;

namespace Ioc.Host.Simulation.Devices;

/// <summary>A public Wi-Fi hotspot: visitors by the hour, traffic by the visitors, a probe that notices a full line.</summary>
internal sealed class SimulatedHotspot : SimulatedDevice
{
    private readonly double _popularity;
    private readonly double _lineMegabits;
    private readonly double _baseRttMilliseconds;
    private Wander _crowd;
    private Wander _delay;

    public SimulatedHotspot(Device device, int seed)
        : base(device, seed, TimeSpan.FromMinutes(3))
    {
        _popularity = 10 + 30 * Random.NextDouble();
        _lineMegabits = device.Hotspot?.Backhaul == "fibre" ? 150 : 40;
        _baseRttMilliseconds = device.Hotspot?.Backhaul == "fibre" ? 8 + 8 * Random.NextDouble() : 35 + 20 * Random.NextDouble();
    }

    protected override void WriteFields(Utf8JsonWriter json, SimulatedMoment now)
    {
        var total = Device.Hotspot?.AccessPoints ?? 2;
        var backhaulUp = !Has(DeviceFaults.BackhaulDown);
        var clients = (int)Math.Max(0, total * _popularity * DailyLife.Busyness(now.Life) * (1 + 0.4 * _crowd.Next(Random)));
        var downMegabits = backhaulUp ? Math.Min(_lineMegabits, clients * 0.35 * (0.8 + 0.4 * Random.NextDouble())) : 0;
        var load = downMegabits / _lineMegabits;
        json.WriteNumber("access_points_up", total);
        json.WriteNumber("access_points_total", total);
        json.WriteNumber("clients", clients);
        json.WriteNumber("rx_bps", (long)(downMegabits * 1e6 * 0.12));
        json.WriteNumber("tx_bps", (long)(downMegabits * 1e6));
        json.WriteNumber("channel_utilisation_percent", (int)Math.Clamp(6 + 75 * load + 5 * _crowd.Next(Random), 0, 100));
        json.WriteBoolean("backhaul_up", backhaulUp);
        if (backhaulUp)
            WriteProbe(json, load);
        json.WriteNumber("auth_ok", clients / 6);
        json.WriteNumber("auth_failed", Random.Next(10) == 0 ? 1 : 0);
    }

    // Queues fill from about three quarters of the line on: delay first, then loss.
    private void WriteProbe(Utf8JsonWriter json, double load)
    {
        var queueing = load > 0.75 ? (load - 0.75) * 120 : 0;
        json.WriteNumber("rtt_ms", Math.Round(Math.Max(1, _baseRttMilliseconds + queueing + 2 * _delay.Next(Random)), 1));
        json.WriteNumber("loss_percent", Math.Round(load > 0.9 ? (load - 0.9) * 10 : 0, 2));
        json.WriteNumber("probe_down_bps", (long)((_lineMegabits * (1 - load) + 2) * 1e6));
        json.WriteNumber("probe_up_bps", (long)(_lineMegabits * 0.4 * 1e6));
    }
}
