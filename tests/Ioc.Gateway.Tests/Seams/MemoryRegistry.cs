using System.Collections.Frozen;
using System.Text;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Gateway.Tests.Seams;

public sealed class MemoryRegistry : IRegistry
{
    private readonly Dictionary<string, string> _credentials = [];

    public RegistrySnapshot Current { get; private set; } = Snapshot([]);

    /// <summary>Registers a device; its credential is "secret-" and its id.</summary>
    public Device Add(string id, DeviceKind kind = DeviceKind.Loudspeaker)
    {
        var device = new Device
        {
            Id = id,
            Kind = kind,
            Name = id,
            UnitCode = "99001",
            Position = new GeoPoint(19.8, 105.6),
            Handle = Current.DevicesById.Count + 1,
        };
        _credentials[id] = "secret-" + id;
        Current = Snapshot([.. Current.DevicesById.Values, device]);
        return device;
    }

    public void Remove(string id) => Current = Snapshot([.. Current.DevicesById.Values.Where(device => device.Id != id)]);

    public void Rotate(string id) => _credentials[id] = "another secret";

    public Device? Authenticate(string deviceId, ReadOnlySpan<byte> credential) =>
        _credentials.TryGetValue(deviceId, out var known) && credential.SequenceEqual(Encoding.UTF8.GetBytes(known))
            ? Current.DevicesById.GetValueOrDefault(deviceId)
            : null;

    public Task<RegistryChange> PutUnitsAsync(IReadOnlyList<Unit> units, CancellationToken cancellationToken) => throw Unused();

    public Task<IReadOnlyList<string>> PutBoundariesAsync(IReadOnlyDictionary<string, string> geometryByUnitCode, CancellationToken cancellationToken) => throw Unused();

    public Task<ReadOnlyMemory<byte>> BoundariesGeoJsonAsync(CancellationToken cancellationToken) => throw Unused();

    public Task<RegistryChange> PutDevicesAsync(IReadOnlyList<Device> devices, CancellationToken cancellationToken) => throw Unused();

    public Task<bool> RemoveDeviceAsync(string deviceId, CancellationToken cancellationToken) => throw Unused();

    public Task<string?> RotateCredentialAsync(string deviceId, CancellationToken cancellationToken) => throw Unused();

    public Task SetCredentialsAsync(IReadOnlyList<KeyValuePair<string, string>> credentialByDeviceId, CancellationToken cancellationToken) =>
        throw Unused();

    private static RegistrySnapshot Snapshot(IReadOnlyList<Device> devices) => new()
    {
        Version = devices.Count,
        Units = FrozenDictionary<string, Unit>.Empty,
        DevicesById = devices.ToFrozenDictionary(device => device.Id),
        DevicesByHandle = [null, .. devices],
    };

    private static InvalidOperationException Unused() => new("the gateway has no business with this");
}
