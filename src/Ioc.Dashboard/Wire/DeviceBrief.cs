using Ioc.Devices;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;

namespace Ioc.Dashboard.Wire;

internal sealed record DeviceBrief(
    string Id, int Handle, [property: Words(typeof(DeviceKind), nameof(DeviceKind.Centre))] string Kind, string Name, string UnitCode, string? HamletCode, double Latitude, double Longitude, string? Vendor,
    string? Model, string? Serial, int PeriodSeconds, [property: Words(typeof(Health))] string Health, IReadOnlyList<string> Reasons, DateTimeOffset? LastSeenAt)
{
    public static DeviceBrief Of(Device device, TwinBrief twin) => new(
        device.Id, device.Handle, device.Kind.Word(), device.Name, device.UnitCode, device.HamletCode,
        device.Position.LatitudeDegrees, device.Position.LongitudeDegrees, device.Vendor, device.Model, device.Serial, device.PeriodSeconds,
        EnumWords<Health>.Word(twin.Health), ConditionWords.WordsOf(twin.Conditions),
        twin.LastSeenUnixMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(twin.LastSeenUnixMs));
}
