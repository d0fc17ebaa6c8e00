using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>
/// SHA-256 hashes of device credentials, by device id. A credential is 256 random bits, so a plain hash can't be guessed back, and 16,000
/// devices that
/// reconnect within a minute cost 16,000 hashes of a microsecond; a password's slow hash would take an hour.
/// </summary>
internal sealed class DeviceCredentials
{
    /// <summary>
    /// Stands in for devices we don't know, so that they take the same time; no credential hashes to it that anyone could find.
    /// </summary>
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    private readonly ConcurrentDictionary<string, byte[]> _hashByDeviceId = new(StringComparer.Ordinal);

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string credential) => SHA256.HashData(Encoding.UTF8.GetBytes(credential));

    public void Load(SqliteConnection connection)
    {
        foreach (var (id, hash) in connection.Query<(string, byte[])>(
            "SELECT devices.id, sha256 FROM device_credentials JOIN devices ON devices.handle = device_handle"))
            _hashByDeviceId[id] = hash;
    }

    /// <summary>True when it is the device's. Hashes and compares in full whether or not the device is known.</summary>
    public bool Matches(string deviceId, ReadOnlySpan<byte> credential)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(credential, hash);
        var known = _hashByDeviceId.TryGetValue(deviceId, out var stored);
        return CryptographicOperations.FixedTimeEquals(hash, stored ?? NoHash) & known;
    }

    public void Set(string deviceId, byte[] hash) => _hashByDeviceId[deviceId] = hash;

    public void Remove(string deviceId) => _hashByDeviceId.TryRemove(deviceId, out _);

    public static void Store(SqliteConnection connection, SqliteTransaction transaction, int deviceHandle, byte[] hash) => connection.Execute(
        """
        INSERT INTO device_credentials (device_handle, sha256) VALUES (@deviceHandle, @hash)
        ON CONFLICT (device_handle) DO UPDATE SET sha256 = excluded.sha256
        """,
        new { deviceHandle, hash }, transaction);

    public static void Delete(SqliteConnection connection, SqliteTransaction transaction, int deviceHandle) =>
        connection.Execute("DELETE FROM device_credentials WHERE device_handle = @deviceHandle", new { deviceHandle }, transaction);
}
