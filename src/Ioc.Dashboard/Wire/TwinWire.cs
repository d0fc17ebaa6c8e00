using System.Text.Json.Nodes;
using Ioc.Devices.Twins;
using Ioc.Silo.Twins;

namespace Ioc.Dashboard.Wire;

/// <summary>A device with its twin: GET /api/v1/devices/{id}, and the hub's device scope.</summary>
internal sealed record TwinWire(
    DeviceDocument Device, int Handle, [property: Words(typeof(Health))] string Health, IReadOnlyList<string> Reasons, DateTimeOffset? LastSeenAt, bool? Online, bool ClockWrong,
    long MessagesTotal, long DuplicatesTotal, JsonObject Telemetry, long Version)
{
    public static TwinWire Of(TwinView twin) => new(
        DeviceDocument.Of(twin.Device), twin.Device.Handle, EnumWords<Health>.Word(twin.Health), twin.Reasons, twin.LastSeenAt, twin.Online,
        twin.ClockWrong, twin.MessagesTotal, twin.DuplicatesTotal, twin.Telemetry, twin.Version);
}
