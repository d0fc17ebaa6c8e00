using Ioc.Devices;
using Ioc.Devices.Telemetry;
using Ioc.Host.Simulation.Devices;
using Ioc.Silo.Series;

namespace Ioc.Bench.Telemetry;

/// <summary>Some simulated hotspots and the buffers that their points go to. One thread at a time.</summary>
internal sealed class SimulatedPart : IDeviceOutlet
{
    private readonly IReadOnlyList<TelemetryField> _metrics;
    private readonly SimulatedHotspot[] _devices;
    private readonly DateTimeOffset[] _nextAt;
    private readonly TelemetryFrame _frame = new();
    private readonly Point[] _points;
    private readonly List<PointBuffer> _buffers = [new()];
    private int _positionStep;
    private long _atMs;
    private int _filling;

    public SimulatedPart(IReadOnlyList<Device> devices, IReadOnlyList<TelemetryField> metrics, long startMs)
    {
        var start = DateTimeOffset.FromUnixTimeMilliseconds(startMs);
        _metrics = metrics;
        _points = new Point[metrics.Count];
        _devices = [.. devices.Select(device => new SimulatedHotspot(device, device.Handle))];
        _nextAt = [.. _devices.Select(_ => start)];
        foreach (var device in _devices)
            device.Connected(new SimulatedMoment(start, start), this);
    }

    public long Position { get; private set; }

    public long Messages { get; private set; }

    public long Points { get; private set; }

    public IReadOnlyList<PointBuffer> Buffers => _buffers[..(_filling + 1)];

    public void Run(long endMs, long firstPosition, int positionStep)
    {
        foreach (var buffer in _buffers)
            buffer.Clear();
        (_filling, _positionStep, Position) = (0, positionStep, firstPosition - positionStep);
        var end = DateTimeOffset.FromUnixTimeMilliseconds(endMs);
        for (var index = 0; index < _devices.Length; index++)
            while (_nextAt[index] < end)
            {
                var now = new SimulatedMoment(_nextAt[index], _nextAt[index]);
                _atMs = now.Wall.ToUnixTimeMilliseconds();
                _devices[index].Step(now, this);
                _nextAt[index] = _devices[index].NextStepAt(now, 1);
            }
    }

    public bool TryPublish(SimulatedDevice device, string channel, ReadOnlyMemory<byte> payload)
    {
        if (channel != "telemetry")
            return true;
        if (TelemetryDecoder.Decode(DeviceKind.Hotspot, payload.Span, _frame, out var detail) is not 0 and var reason)
            throw new InvalidDataException($"The simulator's message is refused: {reason} {detail}");
        var count = 0;
        foreach (var field in _metrics)
            if (_frame.Has(field.Index))
                _points[count++] = new Point(MetricNames.Of(field), _frame.Numbers[field.Index]);
        Position += _positionStep;
        Messages++;
        Points += count;
        while (!_buffers[_filling].TryAdd(device.Device.Handle, _atMs, Position, _points.AsSpan(0, count)))
            if (++_filling == _buffers.Count)
                _buffers.Add(new PointBuffer());
        return true;
    }

    public void Fetch(SimulatedLoudspeaker device, BroadcastCommand command) => throw new NotSupportedException("A hotspot plays nothing.");
}
