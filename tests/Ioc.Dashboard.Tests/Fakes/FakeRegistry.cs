using System.Collections.Frozen;
using System.Text;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeRegistry : IRegistry
{
    private long _version;

    public RegistrySnapshot Current { get; private set; } = RegistrySnapshot.Empty;

    public Dictionary<string, string> Boundaries { get; } = [];

    public Dictionary<string, string> Credentials { get; } = [];

    /// <summary>What a call saw is gone before it acts.</summary>
    public bool IsGone { get; set; }

    public FakeRegistry()
    {
        Unit[] units =
        [
            new() { Code = "38", Name = "Thanh Hóa", FullName = "Tỉnh Thanh Hóa", Level = "province" },
            new() { Code = "14758", Name = "Hàm Rồng", FullName = "Phường Hàm Rồng", Level = "commune", ParentCode = "38", Population = 1_000, Position = new(19.8, 105.7) },
            new() { Code = "14759", Name = "Mường Lát", FullName = "Xã Mường Lát", Level = "commune", ParentCode = "38" },
            new() { Code = "14759-1", Name = "Bản Đoàn", FullName = "Bản Đoàn Kết", Level = "hamlet", ParentCode = "14759", Population = 200, HasGridPower = false },
            new() { Code = "14759-2", Name = "Bản Lát", FullName = "Bản Lát", Level = "hamlet", ParentCode = "14759", Population = 300, HasGridPower = true },
        ];
        Device[] devices =
        [
            Make("ls-1", DeviceKind.Loudspeaker, "14758", "Cụm loa Đình Hương"),
            Make("ls-2", DeviceKind.Loudspeaker, "14759", "Cụm loa Bản Đoàn") with { HamletCode = "14759-1" },
            Make("ls-3", DeviceKind.Loudspeaker, "14759", "Cụm loa Bản Lát") with { HamletCode = "14759-2", Serial = "IMEI-0099" },
            Make("ap-1", DeviceKind.Hotspot, "14758", "Chợ Vườn Hoa"),
            Make("st-1", DeviceKind.Site, "14759", "Trạm Mường Lát"),
        ];
        Replace(units, [.. devices.Select((device, index) => device with { Handle = index + 1 })]);
    }

    public static Device Make(string id, DeviceKind kind, string unit, string name) => new()
    {
        Id = id, Kind = kind, Name = name, UnitCode = unit, Position = new GeoPoint(19.8, 105.7),
        Loudspeaker = kind == DeviceKind.Loudspeaker ? new LoudspeakerEquipment(4, 120, 400, ["all"]) : null,
        Hotspot = kind == DeviceKind.Hotspot ? new HotspotEquipment(3, "market", "fibre") : null,
        Site = kind == DeviceKind.Site ? new SiteEquipment("Viettel", [new Cell("1", "5g", "n78", 120, 30, 4, 60)]) : null,
    };

    public void Replace(IEnumerable<Unit> units, IReadOnlyList<Device> devices)
    {
        var byHandle = new Device?[devices.Count == 0 ? 1 : devices.Max(device => device.Handle) + 1];
        foreach (Device device in devices) byHandle[device.Handle] = device;
        Current = new RegistrySnapshot
        {
            Version = ++_version,
            Units = units.ToFrozenDictionary(unit => unit.Code),
            DevicesById = devices.ToFrozenDictionary(device => device.Id),
            DevicesByHandle = byHandle,
        };
    }

    public Task<RegistryChange> PutUnitsAsync(IReadOnlyList<Unit> units, CancellationToken cancellationToken)
    {
        Dictionary<string, Unit> all = new(Current.Units);
        foreach (Unit unit in units) all[unit.Code] = unit;
        KeyValuePair<int, RowFault>[] errors =
        [
            .. units.Index().Where(row => row.Item.ParentCode is { } parent && !all.ContainsKey(parent)).Select(row => KeyValuePair.Create(row.Index, RowFault.Of(RowFaultReason.UnitUnknown, "parent is unknown", ("name", row.Item.ParentCode)))),
        ];
        if (errors.Length > 0) return Task.FromResult(new RegistryChange(0, 0, 0, errors));
        int added = units.Count(unit => !Current.Units.ContainsKey(unit.Code));
        int unchanged = units.Count(unit => Current.Units.TryGetValue(unit.Code, out Unit? old) && old == unit);
        Replace(all.Values, [.. Current.DevicesById.Values]);
        return Task.FromResult(new RegistryChange(added, units.Count - added - unchanged, unchanged, []));
    }

    public Task<IReadOnlyList<string>> PutBoundariesAsync(IReadOnlyDictionary<string, string> geometryByUnitCode, CancellationToken cancellationToken)
    {
        string[] errors = [.. geometryByUnitCode.Keys.Where(code => !Current.Units.ContainsKey(code)).Select(code => $"boundary of '{code}': no such unit")];
        if (errors.Length == 0)
        {
            foreach ((string code, string geometry) in geometryByUnitCode) Boundaries[code] = geometry;
        }

        return Task.FromResult<IReadOnlyList<string>>(errors);
    }

    public Task<ReadOnlyMemory<byte>> BoundariesGeoJsonAsync(CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(
            $$"""{"type":"FeatureCollection","features":[{{string.Join(",", Boundaries.Select(pair => $$$"""{"type":"Feature","properties":{"code":"{{{pair.Key}}}"},"geometry":{{{pair.Value}}}}"""))}}]}"""));

    public Task<RegistryChange> PutDevicesAsync(IReadOnlyList<Device> devices, CancellationToken cancellationToken)
    {
        KeyValuePair<int, RowFault>[] errors =
            [.. devices.Index().Where(row => !Current.Units.ContainsKey(row.Item.UnitCode)).Select(row => KeyValuePair.Create(row.Index, RowFault.Of(RowFaultReason.UnitUnknown, "unit is unknown", ("name", row.Item.UnitCode))))];
        if (errors.Length > 0) return Task.FromResult(new RegistryChange(0, 0, 0, errors));
        Dictionary<string, Device> all = new(Current.DevicesById);
        int handle = Current.DevicesByHandle.Length;
        int added = 0;
        foreach (Device device in devices)
        {
            if (all.TryGetValue(device.Id, out Device? old))
            {
                all[device.Id] = device with { Handle = old.Handle };
            }
            else
            {
                all[device.Id] = device with { Handle = handle++ };
                added++;
            }
        }

        Replace(Current.Units.Values, [.. all.Values]);
        return Task.FromResult(new RegistryChange(added, devices.Count - added, 0, []));
    }

    public Task<bool> RemoveDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        bool known = !IsGone && Current.DevicesById.ContainsKey(deviceId);
        if (known) Replace(Current.Units.Values, [.. Current.DevicesById.Values.Where(device => device.Id != deviceId)]);
        return Task.FromResult(known);
    }

    public Task<string?> RotateCredentialAsync(string deviceId, CancellationToken cancellationToken) =>
        Task.FromResult(Current.DevicesById.ContainsKey(deviceId) ? "fresh-credential" : null);

    public Task SetCredentialsAsync(IReadOnlyList<KeyValuePair<string, string>> credentialByDeviceId, CancellationToken cancellationToken)
    {
        foreach ((string device, string credential) in credentialByDeviceId) Credentials[device] = credential;
        return Task.CompletedTask;
    }

    public Device? Authenticate(string deviceId, ReadOnlySpan<byte> credential) => null;
}
