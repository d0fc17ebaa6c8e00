using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Tests.Series;

/// <summary>A registry that is only read.</summary>
internal sealed class StillRegistry(RegistrySnapshot snapshot) : IRegistry
{
    public RegistrySnapshot Current => snapshot;

    public Task<RegistryChange> PutUnitsAsync(IReadOnlyList<Unit> units, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> PutBoundariesAsync(IReadOnlyDictionary<string, string> geometryByUnitCode, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ReadOnlyMemory<byte>> BoundariesGeoJsonAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<RegistryChange> PutDevicesAsync(IReadOnlyList<Device> devices, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> RemoveDeviceAsync(string deviceId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> RotateCredentialAsync(string deviceId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetCredentialsAsync(IReadOnlyList<KeyValuePair<string, string>> credentialByDeviceId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Device? Authenticate(string deviceId, ReadOnlySpan<byte> credential) => throw new NotSupportedException();
}
