namespace Ioc.Dashboard.Wire;

/// <summary>What Subscribe answers for a device, and with <c>from</c> what <c>changes</c> brings for it.</summary>
/// <param name="Scope">Which of the two subscriptions.</param>
/// <param name="Device">Its id.</param>
/// <param name="Version">The version after it.</param>
/// <param name="At">Server time, Unix ms.</param>
/// <param name="RegistryVersion">Of the registered devices.</param>
/// <param name="Twin">Null: it did not change.</param>
/// <param name="From">The version this batch follows; absent in the snapshot.</param>
internal sealed record DeviceMessageWire(
    [property: Literal("device")] string Scope, string Device, long Version, long At, long RegistryVersion, TwinWire? Twin, long? From = null);
