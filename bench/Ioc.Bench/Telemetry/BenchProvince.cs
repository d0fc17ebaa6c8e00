using System.Collections.Frozen;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Bench.Telemetry;

/// <summary>A province of hotspots that is only read: communes of 150 devices with neighbouring handles, as an import gives them.</summary>
internal sealed class BenchProvince(int devices, int periodSeconds) : IRegistry
{
    public const int DevicesPerCommune = 150;
    public const string Province = "01";

    public RegistrySnapshot Current { get; } = Build(devices, periodSeconds);

    public static string Commune(int number) => $"{10_000 + number}";

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

    private static RegistrySnapshot Build(int devices, int periodSeconds)
    {
        var units = Enumerable.Range(0, (devices / DevicesPerCommune) + 1)
            .Select(number => new Unit { Code = Commune(number), Name = "C", FullName = "C", Level = UnitLevels.Commune, ParentCode = Province })
            .Append(new Unit { Code = Province, Name = "P", FullName = "P", Level = UnitLevels.Province });
        var byHandle = Enumerable.Range(0, devices + 1).Select(handle => handle == 0 ? null : Hotspot(handle, periodSeconds)).ToArray();
        return new RegistrySnapshot
        {
            Version = 1,
            Units = units.ToFrozenDictionary(unit => unit.Code),
            DevicesByHandle = byHandle,
            DevicesById = byHandle.OfType<Device>().ToFrozenDictionary(device => device.Id),
        };
    }

    private static Device Hotspot(int handle, int periodSeconds) => new()
    {
        Id = $"wifi-{handle}",
        Handle = handle,
        Kind = DeviceKind.Hotspot,
        Name = "W",
        UnitCode = Commune(handle / DevicesPerCommune),
        Position = new GeoPoint(19.8, 105.8),
        PeriodSeconds = periodSeconds,
        Hotspot = new HotspotEquipment(2, "market", handle % 3 == 0 ? "4g" : "fibre"),
    };
}
