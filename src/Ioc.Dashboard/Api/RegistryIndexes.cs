using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Api;

/// <summary>The index of the current registry snapshot, made once per snapshot.</summary>
internal sealed class RegistryIndexes(IRegistry registry)
{
    private volatile RegistryIndex? _last;

    public RegistryIndex Current
    {
        get
        {
            RegistrySnapshot snapshot = registry.Current;
            if (_last is { } last && ReferenceEquals(last.Snapshot, snapshot)) return last;

            // Two requests may both make it after a change; either is right.
            var made = new RegistryIndex(snapshot);
            _last = made;
            return made;
        }
    }
}
