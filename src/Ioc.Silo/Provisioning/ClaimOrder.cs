using Ioc.Devices;

namespace Ioc.Silo.Provisioning;

/// <param name="DeviceId">Null: made up, of the kind's word and six characters.</param>
/// <param name="Kind">What it will be.</param>
/// <param name="UnitCode">Null: any commune.</param>
public sealed record ClaimOrder(string? DeviceId, DeviceKind Kind, string? UnitCode);
