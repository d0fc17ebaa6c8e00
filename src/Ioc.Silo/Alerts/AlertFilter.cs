using Ioc.Devices.Alerts;
using Ioc.Devices.Units;
using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Alerts;

/// <summary>One query's conditions, for alerts in memory and as parameters for those in the database.</summary>
internal sealed class AlertFilter
{
    private readonly AlertQuery _query;
    private readonly HashSet<string>? _units;
    private readonly HashSet<string>? _devices;
    private readonly Territory? _territory;
    private readonly RegistrySnapshot _registry;

    public AlertFilter(AlertQuery query, RegistrySnapshot registry)
    {
        _query = query;
        _registry = registry;
        _territory = query.Within is { IsEverything: false } reach ? new Territory(reach, registry) : null;
        if (query.UnitCode is not { } unitCode)
            return;
        // Devices name their commune; a hamlet is reached through the devices that name it.
        if (registry.Units.TryGetValue(unitCode, out var unit) && unit.Level == UnitLevels.Hamlet)
            _devices = [.. registry.DevicesIn(unitCode).Select(device => device.Id)];
        else
            _units = [.. registry.UnitsBelow(unitCode)];
    }

    public IEnumerable<string>? Units => _units;

    public IEnumerable<string>? Devices => _devices;

    /// <summary>Null: everything may be seen. Otherwise an alert of one of these units, or of one of <see cref="OwnDevices"/>.</summary>
    public IEnumerable<string>? OwnUnits => _territory?.Units;

    public IEnumerable<string>? OwnDevices => _territory?.OddDevices().Select(device => device.Id);

    public bool Matches(Alert alert) =>
        (_query.Open is null || _query.Open == (alert.State != AlertState.Cleared))
        && (_query.State is null || _query.State == alert.State)
        && (_query.SeverityMin is null || alert.Severity >= _query.SeverityMin)
        && (_query.DeviceId is null || string.Equals(_query.DeviceId, alert.DeviceId, StringComparison.Ordinal))
        && (_query.Kind is null || _query.Kind == alert.DeviceKind)
        && (_query.Condition is null || string.Equals(_query.Condition, alert.Condition, StringComparison.Ordinal))
        && (_units is null || _units.Contains(alert.UnitCode) || IsThereNow(alert))
        && (_devices is null || _devices.Contains(alert.DeviceId))
        && (_territory is null || _territory.Covers(alert));

    /// <summary>Where it was raised counts, and where the device is now, as for who may see it.</summary>
    private bool IsThereNow(Alert alert) => _registry.DevicesById.TryGetValue(alert.DeviceId, out var device) && _units!.Contains(device.UnitCode);
}
