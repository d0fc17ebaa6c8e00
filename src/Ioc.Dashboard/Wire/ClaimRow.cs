namespace Ioc.Dashboard.Wire;

/// <param name="Kind">What the device is.</param>
/// <param name="DeviceId">Null: made up.</param>
/// <param name="UnitCode">The commune it is for; null: any.</param>
internal sealed record ClaimRow(string Kind, string? DeviceId = null, string? UnitCode = null);
