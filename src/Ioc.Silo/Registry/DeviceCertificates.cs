using System.Collections.Frozen;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>
/// Which client certificate stands for which device, where the common name is not the device's id: a factory's serial number, a name in the
/// certificate, or one certificate's fingerprint. One identity stands for one device; a device may have several.
/// </summary>
internal sealed class DeviceCertificates
{
    private volatile FrozenDictionary<string, string> _deviceIdByIdentity = FrozenDictionary<string, string>.Empty;
    private volatile FrozenSet<string> _mapped = FrozenSet<string>.Empty;

    /// <summary>Bounds what a registry of a million devices may hold in memory, two each.</summary>
    public const int CountMax = 2_000_000;

    public int Count => _deviceIdByIdentity.Count;

    public void Load(SqliteConnection connection) => Replace(connection.Query<(string Identity, string Id)>(
        "SELECT identity, devices.id FROM device_certificates JOIN devices ON devices.handle = device_handle")
        .ToDictionary(row => row.Identity, row => row.Id, StringComparer.Ordinal));

    public string? DeviceOf(string identity) => _deviceIdByIdentity.GetValueOrDefault(identity);

    /// <summary>Whether only mapped certificates stand for this device.</summary>
    public bool IsMapped(string deviceId) => _mapped.Contains(deviceId);

    public IReadOnlyList<string> Of(string deviceId) =>
        [.. _deviceIdByIdentity.Where(pair => pair.Value == deviceId).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    public void Set(string identity, string deviceId) =>
        Replace(new Dictionary<string, string>(_deviceIdByIdentity, StringComparer.Ordinal) { [identity] = deviceId });

    public void Remove(string identity) => Replace(_deviceIdByIdentity.Where(pair => pair.Key != identity));

    public void RemoveDevice(string deviceId)
    {
        if (IsMapped(deviceId))
            Replace(_deviceIdByIdentity.Where(pair => pair.Value != deviceId));
    }

    public static void Store(SqliteConnection connection, SqliteTransaction transaction, string identity, int deviceHandle) => connection.Execute(
        "INSERT INTO device_certificates (identity, device_handle) VALUES (@identity, @deviceHandle)", new { identity, deviceHandle }, transaction);

    public static void DeleteDevice(SqliteConnection connection, SqliteTransaction transaction, int deviceHandle) =>
        connection.Execute("DELETE FROM device_certificates WHERE device_handle = @deviceHandle", new { deviceHandle }, transaction);

    private void Replace(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var all = pairs.ToFrozenDictionary(StringComparer.Ordinal);
        _mapped = all.Values.ToFrozenSet(StringComparer.Ordinal);
        _deviceIdByIdentity = all;
    }
}
