using System.Security.Cryptography;
using System.Text.Json;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Auditing;

/// <summary>
/// What an import changes, as audit entries: each row by itself with what it was and becomes, or, where there are more than anybody reads, one entry
/// with their number, the first ids and the hash of all.
/// </summary>
internal static class RegistryAudit
{
    /// <summary>A commune's devices, one by one; a province's as a whole.</summary>
    private const int RowsMax = 200;

    private const int IdsNamedMax = 20;

    /// <summary>Empty: nothing changes, so nothing is written.</summary>
    public static IReadOnlyList<AuditEntry> Devices(AuditEntry entry, RegistrySnapshot before, IReadOnlyList<Device> devices)
    {
        List<(Device Device, Device? Was)> changed =
        [
            .. devices.OfType<Device>().Select(device => (device, before.DevicesById.GetValueOrDefault(device.Id ?? "")))
                .Where(pair => pair.Item2 is null || Text(DeviceDocument.Of(pair.Item2)) != Text(DeviceDocument.Of(pair.device))),
        ];
        if (changed.Count > RowsMax)
            return [Summary(entry with { Action = AuditActions.DevicesImported }, [.. changed.Select(pair => pair.Device.Id)], changed.Select(pair => DeviceDocument.Of(pair.Device)))];
        return
        [
            .. changed.Select(pair => entry with
            {
                Action = pair.Was is null ? AuditActions.DeviceAdded : AuditActions.DeviceChanged,
                Subject = AuditSubject.Device(pair.Device.Id ?? ""),
                UnitCode = pair.Device.UnitCode,
                Before = pair.Was is { } was ? DeviceDocument.Of(was) : null,
                After = DeviceDocument.Of(pair.Device),
            }),
        ];
    }

    public static IReadOnlyList<AuditEntry> Units(AuditEntry entry, RegistrySnapshot before, IReadOnlyList<Unit> units)
    {
        List<Unit> changed = [.. units.OfType<Unit>().Where(unit => before.Units.GetValueOrDefault(unit.Code ?? "") != unit)];
        if (changed.Count == 0) return [];
        if (changed.Count > RowsMax) return [Summary(entry with { Action = AuditActions.UnitsImported }, [.. changed.Select(unit => unit.Code)], changed.Select(UnitWire.Of))];
        return
        [
            .. changed.Select(unit => entry with
            {
                Action = AuditActions.UnitsImported,
                Subject = new AuditSubject("unit", unit.Code ?? ""),
                UnitCode = unit.Code,
                Before = before.Units.TryGetValue(unit.Code ?? "", out Unit? was) ? UnitWire.Of(was) : null,
                After = UnitWire.Of(unit),
            }),
        ];
    }

    /// <summary>Ids alone, where what they get is a secret.</summary>
    public static IReadOnlyList<AuditEntry> Ids(AuditEntry entry, RegistrySnapshot registry, IReadOnlyList<string> deviceIds) => deviceIds.Count > RowsMax
        ? [Summary(entry, deviceIds, deviceIds)]
        : [.. deviceIds.Select(id => entry with { Subject = AuditSubject.Device(id), UnitCode = registry.DevicesById.GetValueOrDefault(id)?.UnitCode })];

    public static AuditEntry Summary<T>(AuditEntry entry, IReadOnlyList<string> ids, IEnumerable<T> rows) => entry with
    {
        After = new { count = ids.Count, first = ids.Take(IdsNamedMax), sha256 = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(rows, WireJson.Options))) },
    };

    private static string Text(DeviceDocument device) => JsonSerializer.Serialize(device, WireJson.Options);
}
