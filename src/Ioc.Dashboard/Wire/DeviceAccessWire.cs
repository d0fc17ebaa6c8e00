using Ioc.Devices;
using Ioc.Silo.Provisioning;

namespace Ioc.Dashboard.Wire;

internal sealed record DeviceAccessWire(
    string DeviceId, string Name, [property: Words(typeof(DeviceKind), nameof(DeviceKind.Centre))] string Kind, string UnitCode, string Credential, DateTimeOffset? ChangedAt, DateTimeOffset? FormerUntil,
    IReadOnlyList<string> Certificates)
{
    public static DeviceAccessWire Of(Device device, DeviceAccessState state) => new(
        device.Id, device.Name, device.Kind.Word(), device.UnitCode, state.Credential, state.ChangedAt, state.FormerUntil, state.Certificates);
}
