using Ioc.Devices;

namespace Ioc.Dashboard.Wire;

/// <param name="Kind">Of the devices counted.</param>
/// <param name="ByHealth">Indexed by the wire's health: unknown, ok, degraded, faulty, offline.</param>
internal sealed record KindCounts([property: Words(typeof(DeviceKind), nameof(DeviceKind.Centre))] string Kind, IReadOnlyList<int> ByHealth);
