using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>Units and devices: the operational truth in SQLite, read through one immutable snapshot.</summary>
public interface IRegistry
{
    /// <summary>The current snapshot: take the reference once, finish on it.</summary>
    RegistrySnapshot Current { get; }

    /// <summary>Adds or replaces units by code, in one transaction. Validates first: with errors nothing is stored.</summary>
    Task<RegistryChange> PutUnitsAsync(IReadOnlyList<Unit> units, CancellationToken cancellationToken);

    /// <summary>
    /// Sets boundaries (GeoJSON Polygon or MultiPolygon text by unit code), in one transaction. Answers what is wrong, in words; when
    /// anything is,
    /// nothing was stored.
    /// </summary>
    Task<IReadOnlyList<string>> PutBoundariesAsync(IReadOnlyDictionary<string, string> geometryByUnitCode, CancellationToken cancellationToken);

    /// <summary>Every boundary as one GeoJSON FeatureCollection (properties code, name, fullName), cached until the next change.</summary>
    Task<ReadOnlyMemory<byte>> BoundariesGeoJsonAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Adds or replaces devices by id, in one transaction; assigns handles; then tells the twins. Rows that equal what is stored change
    /// nothing.
    /// Validates first: unknown units and invalid values give errors and store nothing.
    /// </summary>
    Task<RegistryChange> PutDevicesAsync(IReadOnlyList<Device> devices, CancellationToken cancellationToken);

    Task<bool> RemoveDeviceAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a new credential (256 random bits, base64url), stores its hash, returns it: the only time it is seen. Null: no such device.
    /// </summary>
    Task<string?> RotateCredentialAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>
    /// Sets credentials in bulk (simulator, import), 16 to 128 characters each; the same hashing. Throws <see cref="ArgumentException"/>,
    /// and sets none,
    /// when a device is unknown or a credential too short: they come from a program, not from a person.
    /// </summary>
    Task SetCredentialsAsync(IReadOnlyList<KeyValuePair<string, string>> credentialByDeviceId, CancellationToken cancellationToken);

    /// <summary>Constant-time check. Answers the device, or null for unknown device, no credential or a wrong one.</summary>
    Device? Authenticate(string deviceId, ReadOnlySpan<byte> credential);
}
