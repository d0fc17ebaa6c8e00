using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;

namespace Ioc.Bench.Telemetry;

/// <summary>What the simulator's hotspots send, an hour at a time, decoded as the centre decodes it; half of the devices on each core.</summary>
internal sealed class SimulatedHours
{
    private const int Parts = 2;

    private readonly SimulatedPart[] _parts;
    private Thread[] _threads = [];

    public SimulatedHours(BenchProvince province, IReadOnlyList<TelemetryField> metrics, long startMs)
    {
        var devices = province.Current.DevicesByHandle.OfType<Ioc.Devices.Device>().ToList();
        _parts = [.. Enumerable.Range(0, Parts).Select(part =>
            new SimulatedPart([.. devices.Where(device => device.Handle * (long)Parts / (devices.Count + 1) == part)], metrics, startMs))];
    }

    /// <summary>The last position of what was sent so far; parts take turns of positions, so it is no count.</summary>
    public long Position { get; private set; }

    public long Messages => _parts.Sum(part => part.Messages);

    public long Points => _parts.Sum(part => part.Points);

    /// <summary>Lets the simulation go on to this time; what it brought before must have been stored.</summary>
    public void Begin(long endMs)
    {
        _threads = [.. _parts.Select((part, number) => new Thread(() => part.Run(endMs, Position + 1 + number, Parts)) { Name = $"simulation {number}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Waits for what was begun, and gives it.</summary>
    public IReadOnlyList<PointBuffer> End()
    {
        foreach (var thread in _threads)
            thread.Join();
        Position = _parts.Max(part => part.Position);
        return [.. _parts.SelectMany(part => part.Buffers)];
    }
}
