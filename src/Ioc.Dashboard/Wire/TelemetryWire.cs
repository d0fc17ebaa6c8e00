using Ioc.Silo.Influx;
using Ioc.Silo.Sizes;

namespace Ioc.Dashboard.Wire;

/// <summary>What stored telemetry takes and how it gets on to its server.</summary>
internal sealed record TelemetryWire(
    long FileBytes, long DiskFreeBytes, double? BytesPerPoint, long? SettledBytes, int? FullInDays, IReadOnlyList<TelemetryLevelWire> Levels,
    ForwardingWire? Forwarding, string? Refusing)
{
    public static TelemetryWire Of(TelemetrySizes sizes, ForwardingState? forwarding, string? refusing) =>
        new(sizes.FileBytes, sizes.DiskFreeBytes, sizes.BytesPerPoint, sizes.SettledBytes, sizes.FullInDays,
            [.. sizes.Levels.Select(level => new TelemetryLevelWire(level.Name, level.Bytes, level.HeldDays, level.KeptDays))],
            forwarding is null ? null : ForwardingWire.Of(forwarding), refusing);
}
