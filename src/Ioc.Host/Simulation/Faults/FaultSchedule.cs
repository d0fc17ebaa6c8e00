using Ioc.Devices;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Faults;

/// <summary>Says which device has which faults as time passes, and which devices changed. Which devices a share hits follows from the seed.</summary>
internal sealed class FaultSchedule
{
    private readonly FaultPlan _plan;
    private readonly int[][] _hit;
    private readonly bool[] _active;
    private readonly List<int>[] _faultsOfDevice;

    public FaultSchedule(FaultPlan plan, IReadOnlyList<Device> devices, int seed)
    {
        _plan = plan;
        _active = new bool[plan.Faults.Count];
        _hit = [.. plan.Faults.Select((fault, index) => Choose(fault, devices, new Random(seed + index)))];
        _faultsOfDevice = [.. devices.Select(_ => new List<int>())];
        for (var fault = 0; fault < _hit.Length; fault++)
        {
            foreach (var device in _hit[fault])
                _faultsOfDevice[device].Add(fault);
        }
    }

    /// <summary>Devices with at least one fault now.</summary>
    public int DevicesFaulty { get; private set; }

    /// <summary>Lets time pass; answers the devices (indices) whose faults changed, some perhaps twice.</summary>
    public IReadOnlyList<int> Advance(TimeSpan elapsed)
    {
        List<int>? changed = null;
        for (var fault = 0; fault < _active.Length; fault++)
        {
            var active = _plan.Faults[fault].IsActive(elapsed);
            if (active == _active[fault])
                continue;
            _active[fault] = active;
            (changed ??= []).AddRange(_hit[fault]);
        }

        if (changed is not null)
            DevicesFaulty = Enumerable.Range(0, _faultsOfDevice.Length).Count(device => FaultsOf(device) != DeviceFaults.None);
        return changed ?? (IReadOnlyList<int>)[];
    }

    public DeviceFaults FaultsOf(int device)
    {
        var faults = DeviceFaults.None;
        foreach (var fault in _faultsOfDevice[device])
        {
            if (_active[fault])
                faults |= _plan.Faults[fault].Fault;
        }

        return faults;
    }

    private static int[] Choose(PlannedFault fault, IReadOnlyList<Device> devices, Random random)
    {
        var matching = Enumerable.Range(0, devices.Count).Where(index => fault.Matches(devices[index])).ToArray();
        random.Shuffle(matching);
        var count = Math.Max(1, (int)Math.Round(matching.Length * fault.Share));
        return [.. matching.Take(count)];
    }
}
