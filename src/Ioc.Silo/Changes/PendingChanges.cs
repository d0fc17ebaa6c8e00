using Ioc.Devices.Alerts;

namespace Ioc.Silo.Changes;

/// <summary>What changed since the last tick, each thing once, in its newest state.</summary>
internal sealed class PendingChanges
{
    public Dictionary<int, TwinBrief> Twins { get; } = [];

    public Dictionary<string, Alert> Alerts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, BroadcastBrief> Broadcasts { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Twins.Count == 0 && Alerts.Count == 0 && Broadcasts.Count == 0;

    public void Clear()
    {
        Twins.Clear();
        Alerts.Clear();
        Broadcasts.Clear();
    }
}
