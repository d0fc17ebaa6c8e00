using Ioc.Devices;
using Ioc.Silo.Provisioning;

namespace Ioc.Dashboard.Wire;

internal sealed record ClaimWire(
    string Id, string DeviceId, [property: Words(typeof(DeviceKind), nameof(DeviceKind.Centre))] string Kind, string? UnitCode, string State, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt)
{
    public static ClaimWire Of(Claim claim) => new(
        claim.Id, claim.DeviceId, claim.Kind.Word(), claim.UnitCode, claim.State, claim.CreatedAt, claim.ExpiresAt, claim.UsedAt);
}
