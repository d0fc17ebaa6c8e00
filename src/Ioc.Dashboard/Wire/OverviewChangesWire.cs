namespace Ioc.Dashboard.Wire;

/// <summary>What the hub sends as <c>changes</c> for an overview.</summary>
/// <param name="Scope">Which of the two subscriptions.</param>
/// <param name="From">The version this batch follows; −1: subscribe again.</param>
/// <param name="Version">The version after it.</param>
/// <param name="At">Server time, Unix ms.</param>
/// <param name="RegistryVersion">Of the registered devices.</param>
/// <param name="Twins">A row for each that changed.</param>
/// <param name="Alerts">Whole, as they are now.</param>
/// <param name="Broadcasts">Whole, as they are now.</param>
internal sealed record OverviewChangesWire(
    [property: Literal("overview")] string Scope, long From, long Version, long At, long RegistryVersion, IReadOnlyList<TwinChange> Twins,
    IReadOnlyList<AlertWire> Alerts, IReadOnlyList<BroadcastWire> Broadcasts);
