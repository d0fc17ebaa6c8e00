namespace Ioc.Silo.Registry;

/// <summary>
/// Told after the registry changed, so that the twins follow; implemented by the engine (an <c>EntryKind.RegistryChanged</c> in the
/// journal).
/// </summary>
public interface IRegistryChangeSink
{
    /// <summary>
    /// Called after the commit and after <see cref="IRegistry.Current"/> was replaced, in commit order. The snapshot tells what a device
    /// now is: null means removed. No handles: units changed.
    /// A process that dies between the commit and this call has not told anyone: at start, compare the twins with the snapshot, and look at
    /// units as if they had changed.
    /// </summary>
    ValueTask ChangedAsync(IReadOnlyList<int> handles, CancellationToken cancellationToken);
}
