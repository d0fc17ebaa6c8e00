using Ioc.Silo.Accounts;

namespace Ioc.Silo.Changes;

/// <summary>
/// What a subscriber wants to hear of. With no device: the overview (health of every twin, alerts, broadcasts) of a unit or of everything.
/// With a device: that twin whole, at every change.
/// </summary>
/// <param name="UnitCode">A unit and all below it; null: everything.</param>
/// <param name="DeviceId">One device; null: overview.</param>
/// <param name="Within">What the subscriber may see, where that is not everything: nothing outside of it is told. Overviews only.</param>
public sealed record ChangeScope(string? UnitCode = null, string? DeviceId = null, Reach? Within = null);
