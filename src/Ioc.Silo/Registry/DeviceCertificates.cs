using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>
/// Which client certificate stands for which device, where the common name is not the device's id: a factory's serial number, a name in the
/// certificate, or one certificate's fingerprint. One identity stands for one device; a device may have several.
/// </summary>
internal sealed class DeviceCertificates
{
    /// <summary>Of the two together: devices are removed by the registry's turn, certificates mapped by another.</summary>
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, string> _deviceIdByIdentity = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _identitiesByDeviceId = new(StringComparer.Ordinal);

    /// <summary>Bounds what a registry of a million devices may hold in memory, two each.</summary>
    public const int CountMax = 2_000_000;

    public int Count => _deviceIdByIdentity.Count;

    public void Load(SqliteConnection connection)
    {
        foreach (var (identity, id) in connection.Query<(string, string)>(
            "SELECT identity, devices.id FROM device_certificates JOIN devices ON devices.handle = device_handle"))
            Set(identity, id);
    }

    public string? DeviceOf(string identity) => _deviceIdByIdentity.GetValueOrDefault(identity);

    /// <summary>Whether only mapped certificates stand for this device.</summary>
    public bool IsMapped(string deviceId) => _identitiesByDeviceId.ContainsKey(deviceId);

    /// <summary>In the order of their names; empty: none.</summary>
    public IReadOnlyList<string> Of(string deviceId) => _identitiesByDeviceId.GetValueOrDefault(deviceId) ?? [];

    public void Set(string identity, string deviceId)
    {
        lock (_gate)
        {
            _deviceIdByIdentity[identity] = deviceId;
            _identitiesByDeviceId[deviceId] = [.. Of(deviceId).Append(identity).Order(StringComparer.Ordinal)];
        }
    }

    public void Remove(string identity)
    {
        lock (_gate)
        {
            if (!_deviceIdByIdentity.TryRemove(identity, out var deviceId))
                return;
            IReadOnlyList<string> left = [.. Of(deviceId).Where(other => other != identity)];
            if (left.Count == 0)
                _identitiesByDeviceId.TryRemove(deviceId, out _);
            else
                _identitiesByDeviceId[deviceId] = left;
        }
    }

    public void RemoveDevice(string deviceId)
    {
        lock (_gate)
        {
            if (!_identitiesByDeviceId.TryRemove(deviceId, out var identities))
                return;
            foreach (var identity in identities)
                _deviceIdByIdentity.TryRemove(identity, out _);
        }
    }

    public static void Store(SqliteConnection connection, SqliteTransaction transaction, string identity, int deviceHandle) => connection.Execute(
        "INSERT INTO device_certificates (identity, device_handle) VALUES (@identity, @deviceHandle)", new { identity, deviceHandle }, transaction);

    public static void DeleteDevice(SqliteConnection connection, SqliteTransaction transaction, int deviceHandle) =>
        connection.Execute("DELETE FROM device_certificates WHERE device_handle = @deviceHandle", new { deviceHandle }, transaction);
}
