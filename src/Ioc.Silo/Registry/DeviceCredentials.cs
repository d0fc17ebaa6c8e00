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
internal sealed class DeviceCredentials(TimeProvider time)
{
    /// <summary>
    /// Stands in for devices we don't know, so that they take the same time; no credential hashes to it that anyone could find.
    /// </summary>
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    private readonly ConcurrentDictionary<string, StoredCredential> _byDeviceId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _outworn = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Moves whenever a credential was taken away: sessions that used one must be looked at again.</summary>
    public long Version => Interlocked.Read(ref _version);

    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string credential) => SHA256.HashData(Encoding.UTF8.GetBytes(credential));

    public void Load(SqliteConnection connection)
    {
        foreach (var (id, hash, former, until, changedAt) in connection.Query<(string, byte[]?, byte[]?, long?, long?)>(
            "SELECT devices.id, sha256, former_sha256, former_until_ms, changed_at_ms FROM device_keys JOIN devices ON devices.handle = device_handle"))
            _byDeviceId[id] = new StoredCredential(hash, former, until ?? 0, changedAt);
    }

    public StoredCredential? Find(string deviceId) => _byDeviceId.GetValueOrDefault(deviceId);

    /// <summary>
    /// True when it is the device's. Hashes and compares in full, with both credentials, whether or not the device is known or has two. The first
    /// use of the new one ends the former.
    /// </summary>
    public bool Matches(string deviceId, ReadOnlySpan<byte> credential)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(credential, hash);
        var stored = _byDeviceId.GetValueOrDefault(deviceId);
        var isCurrent = CryptographicOperations.FixedTimeEquals(hash, stored?.Sha256 ?? NoHash) & stored?.Sha256 is not null;
        var isFormer = CryptographicOperations.FixedTimeEquals(hash, stored?.Former ?? NoHash) & stored?.Former is not null;
        if (isCurrent && stored!.Former is not null && _byDeviceId.TryUpdate(deviceId, stored with { Former = null, FormerUntilMs = 0 }, stored))
        {
            _outworn[deviceId] = true;
            Interlocked.Increment(ref _version);
        }

        return isCurrent || (isFormer && stored!.FormerUntilMs > time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public void Set(string deviceId, StoredCredential credential)
    {
        _byDeviceId[deviceId] = credential;
        Interlocked.Increment(ref _version);
    }

    public void Remove(string deviceId)
    {
        _byDeviceId.TryRemove(deviceId, out _);
        Interlocked.Increment(ref _version);
    }

    /// <summary>Devices whose former credential ended by use since the last call: the table still has it.</summary>
    public List<string> TakeOutworn()
    {
        var taken = _outworn.Keys.ToList();
        taken.ForEach(id => _outworn.TryRemove(id, out _));
        return taken;
    }

    public static void Store(SqliteConnection connection, SqliteTransaction transaction, int deviceHandle, StoredCredential credential) => connection.Execute(
        """
        INSERT INTO device_keys (device_handle, sha256, former_sha256, former_until_ms, changed_at_ms) VALUES (@deviceHandle, @Sha256, @Former, @FormerUntilMs, @ChangedAtMs)
        ON CONFLICT (device_handle) DO UPDATE SET sha256 = excluded.sha256, former_sha256 = excluded.former_sha256,
          former_until_ms = excluded.former_until_ms, changed_at_ms = excluded.changed_at_ms
        """,
        new { deviceHandle, credential.Sha256, credential.Former, credential.FormerUntilMs, credential.ChangedAtMs }, transaction);

    public static void Delete(SqliteConnection connection, SqliteTransaction transaction, int deviceHandle) =>
        connection.Execute("DELETE FROM device_keys WHERE device_handle = @deviceHandle", new { deviceHandle }, transaction);
}
