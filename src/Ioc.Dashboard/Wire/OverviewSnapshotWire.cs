namespace Ioc.Dashboard.Wire;

/// <summary>What Subscribe answers for an overview. Written by <c>Live/LiveState.cs</c> without these objects; they say what it writes.</summary>
internal sealed record OverviewSnapshotWire(
    [property: Literal("overview")] string Scope, long Version, long At, long RegistryVersion, TwinColumns Twins, IReadOnlyList<AlertWire> Alerts,
    IReadOnlyList<BroadcastWire> Broadcasts);
