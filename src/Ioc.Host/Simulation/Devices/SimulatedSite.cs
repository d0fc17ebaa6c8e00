using System.Text.Json;
using Ioc.Devices;

namespace Ioc.Host.Simulation.Devices;

/// <summary>A mobile site: load by the hour on each cell, a battery for some hours, cells that go down with their site.</summary>
internal sealed class SimulatedSite : SimulatedDevice
{
    private readonly double[] _demand;
    private readonly Wander[] _noise;
    private readonly double _cabinetCelsius;

    public SimulatedSite(Device device, int seed)
        : base(device, seed, TimeSpan.FromHours(2 + (seed & 3)))
    {
        var cells = device.Site?.Cells.Count ?? 0;
        _demand = [.. Enumerable.Range(0, cells).Select(_ => 30 + 45 * Random.NextDouble())];
        _noise = new Wander[cells];
        _cabinetCelsius = 4 + 6 * Random.NextDouble();
    }

    protected override void WriteFields(Utf8JsonWriter json, SimulatedMoment now)
    {
        var backhaulUp = !Has(DeviceFaults.BackhaulDown);
        var onBattery = Has(DeviceFaults.PowerCut);
        json.WriteString("state", !backhaulUp ? "down" : onBattery ? "degraded" : "up");
        json.WriteString("power_source", onBattery ? "battery" : "mains");
        json.WriteNumber("battery_percent", Battery.Percent);
        var hot = Has(DeviceFaults.Overheating) ? 30 : 0;
        json.WriteNumber("temperature_c", Math.Round(DailyLife.AirCelsius(now.Life) + _cabinetCelsius + hot + Random.NextDouble(), 1));
        json.WriteBoolean("backhaul_up", backhaulUp);
        json.WriteStartArray("cells");
        for (var i = 0; i < _demand.Length; i++)
            WriteCell(json, now, i, backhaulUp);
        json.WriteEndArray();
    }

    private void WriteCell(Utf8JsonWriter json, SimulatedMoment now, int index, bool up)
    {
        var cell = Device.Site!.Cells[index];
        var load = up ? Math.Clamp(_demand[index] * DailyLife.Busyness(now.Life) * (1 + 0.3 * _noise[index].Next(Random)) + 2, 0, 100) : 0;
        var peakBps = cell.Technology == "5g" ? 600e6 : 110e6;
        json.WriteStartObject();
        json.WriteString("id", cell.Id);
        json.WriteString("state", up ? "up" : "down");
        json.WriteNumber("users", (int)(load * (cell.Technology == "5g" ? 0.6 : 1.8)));
        json.WriteNumber("prb_down_percent", Math.Round(load, 1));
        json.WriteNumber("prb_up_percent", Math.Round(load * 0.35, 1));
        json.WriteNumber("down_bps", (long)(peakBps * load / 100 * 0.7));
        json.WriteNumber("up_bps", (long)(peakBps * load / 100 * 0.08));
        json.WriteEndObject();
    }
}
