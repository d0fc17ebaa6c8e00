using Ioc.Devices.Alerts;
using Ioc.Silo.Twins;

namespace Ioc.Silo.Changes;

/// <summary>Everything that changed in one tick, coalesced by twin; shared by all subscribers of a scope, so it is serialised once.</summary>
public sealed record ChangeBatch
{
    public required long From { get; init; }

    public required long Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<TwinBrief> Twins { get; init; }

    /// <summary>Alerts raised, changed or cleared.</summary>
    public required IReadOnlyList<Alert> Alerts { get; init; }

    public required IReadOnlyList<BroadcastBrief> Broadcasts { get; init; }

    /// <summary>Device scopes: the twin, when it changed.</summary>
    public TwinView? Twin { get; init; }

    /// <summary>The registry version the batch was made with: when it grows, readers fetch devices again.</summary>
    public required long RegistryVersion { get; init; }
}
