using Ioc.Devices;

namespace Ioc.Silo.Provisioning;

/// <summary>A label on a box: whoever has the code may put this device on the map, once.</summary>
/// <param name="Id">Names it in lists; not the code.</param>
/// <param name="DeviceId">The id the device is flashed with.</param>
/// <param name="Kind">What it is.</param>
/// <param name="UnitCode">The commune it is meant for; null: any.</param>
/// <param name="State"><c>open</c>, <c>used</c>, <c>expired</c>, <c>revoked</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when the code counts.</param>
/// <param name="UsedAt">When it was used.</param>
public sealed record Claim(
    string Id, string DeviceId, DeviceKind Kind, string? UnitCode, string State, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt);
