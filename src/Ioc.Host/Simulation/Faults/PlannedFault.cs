using Ioc.Devices;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Faults;

/// <summary>One fault, where and when it strikes. Times are life time since the start of the simulation.</summary>
internal sealed record PlannedFault
{
    public required DeviceFaults Fault { get; init; }

    /// <summary>Commune code; null: anywhere.</summary>
    public string? UnitCode { get; init; }

    public string? DeviceId { get; init; }

    public DeviceKind? Kind { get; init; }

    /// <summary>Part of the devices that match, more than 0 to 1; at least one device where any matches.</summary>
    public double Share { get; init; } = 1;

    public TimeSpan At { get; init; }

    /// <summary>Null: until the end.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Strikes again after this time, counted from strike to strike; null: once.</summary>
    public TimeSpan? Every { get; init; }

    public bool Matches(Device device) =>
        (UnitCode is null || device.UnitCode == UnitCode)
        && (DeviceId is null || device.Id == DeviceId)
        && (Kind is null || device.Kind == Kind);

    public bool IsActive(TimeSpan elapsed)
    {
        if (elapsed < At)
            return false;
        var since = elapsed - At;
        if (Every is { } every)
            since = TimeSpan.FromTicks(since.Ticks % every.Ticks);
        return For is not { } lasts || since < lasts;
    }
}
