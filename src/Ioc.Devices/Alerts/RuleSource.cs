namespace Ioc.Devices.Alerts;

/// <summary>Where a rule's value comes from: a telemetry field, or something a twin works out of several.</summary>
internal enum RuleSource : byte
{
    Field,

    /// <summary>No value: reporting periods and the last will.</summary>
    Silence,

    /// <summary><c>access_points_total − access_points_up</c>.</summary>
    AccessPointsMissing,

    /// <summary>How many of the cells heard say <c>down</c>.</summary>
    CellsDown,

    /// <summary>1 when the site says <c>down</c> or every one of its cells does, else 0.</summary>
    Outage,

    /// <summary>How many critical or major alarms the site's management forwards.</summary>
    SeriousAlarms,
}
