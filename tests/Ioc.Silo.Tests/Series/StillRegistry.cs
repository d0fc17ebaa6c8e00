using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Tests.Series;

/// <summary>A registry that is only read, but for a device that moves.</summary>
internal sealed class StillRegistry(RegistrySnapshot snapshot) : IRegistry
{
    public RegistrySnapshot Current { get; private set; } = snapshot;

    public void Move(int handle, string unitCode)
    {
        var devices = Current.DevicesByHandle.Select(device => device?.Handle == handle ? device with { UnitCode = unitCode } : device).ToArray();
        Current = new RegistrySnapshot
        {
            Version = Current.Version + 1,
            Units = Current.Units,
            DevicesByHandle = devices,
            DevicesById = devices.OfType<Device>().ToFrozenDictionary(device => device.Id),
        };
    }

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
