using Ioc.Devices.Alerts;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Changes;

/// <summary>What is true at one version: every twin's brief, every open alert; the whole twin for a device scope.</summary>
public sealed record OverviewSnapshot
{
    public required long Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<TwinBrief> Twins { get; init; }

    public required IReadOnlyList<Alert> Alerts { get; init; }

    public required IReadOnlyList<BroadcastBrief> Broadcasts { get; init; }

    /// <summary>Device scopes only.</summary>
    public TwinView? Twin { get; init; }
}
