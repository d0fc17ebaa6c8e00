using System.Collections.Frozen;
using Dapper;
using Ioc.Devices;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Provisioning;

/// <summary>The way in, for both sides: the edge asks, people decide.</summary>
internal sealed class SqliteDeviceAccess : IDeviceAccess, IDeviceDoor, IDisposable
{
    private readonly OperationsDatabase _database;
    private readonly SqliteRegistry _registry;
    private readonly TimeProvider _time;
    private readonly Strangers _strangers;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile FrozenDictionary<string, BlockedClient> _blocked;
    private long _version;

    public SqliteDeviceAccess(OperationsDatabase database, SqliteRegistry registry, TimeProvider time)
    {
        (_database, _registry, _time, _strangers) = (database, registry, time, new Strangers(time));
        using var connection = database.CreateConnection();
        _blocked = connection.Query<(string Id, string? Why, long At)>("SELECT client_id, why, at_ms FROM blocked_clients")
            .Select(row => new BlockedClient(row.Id, row.Why, DateTimeOffset.FromUnixTimeMilliseconds(row.At)))
            .ToFrozenDictionary(row => row.ClientId, StringComparer.Ordinal);
    }

    public long Version => _registry.Credentials.Version + Interlocked.Read(ref _version);

    public IReadOnlyList<Stranger> Strangers => _strangers.All();

    public IReadOnlyList<BlockedClient> Blocked => [.. _blocked.Values.OrderByDescending(client => client.At)];

    /// <summary>People block what the list shows, and the list shows unprintable ids made printable.</summary>
    public bool IsBlocked(string clientId) =>
        _blocked.Count > 0 && (_blocked.ContainsKey(clientId) || _blocked.ContainsKey(Provisioning.Strangers.Printable(clientId, ProvisioningLimits.NameCharsMax)!));

    public string? DeviceOf(string commonName, IReadOnlyList<string> identities)
    {
        var certificates = _registry.Certificates;
        // What a registered device is called stands for it, whatever somebody else's device was given: nobody takes another's name away.
        if (_registry.Current.DevicesById.ContainsKey(commonName) && !certificates.IsMapped(commonName))
            return _registry.Credentials.Find(commonName) is { Sha256: null } ? null : commonName;
        var mapped = identities.Select(certificates.DeviceOf).FirstOrDefault(id => id is not null) ?? certificates.DeviceOf("cn:" + commonName);
        var named = mapped ?? (certificates.IsMapped(commonName) ? null : commonName);
        return named is null || _registry.Credentials.Find(named) is { Sha256: null } ? null : named;
    }

    public void Knocked(in Knock knock) => _strangers.Note(knock);

    public DeviceAccessState Of(string deviceId)
    {
        var stored = _registry.Credentials.Find(deviceId);
        var isRotating = stored?.Former is not null && stored.FormerUntilMs > _time.GetUtcNow().ToUnixTimeMilliseconds();
        var word = stored switch { null => "none", { Sha256: null } => "revoked", _ => isRotating ? "rotating" : "set" };
        return new DeviceAccessState(
            deviceId, word, stored?.ChangedAtMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            isRotating ? DateTimeOffset.FromUnixTimeMilliseconds(stored!.FormerUntilMs) : null,
            _registry.Certificates.Of(deviceId));
    }

    public async Task<IReadOnlyList<string>?> RotateAsync(IReadOnlyList<string> deviceIds, TimeSpan grace, CancellationToken cancellationToken)
    {
        var fresh = deviceIds.ToDictionary(id => id, _ => DeviceCredentials.Make(), StringComparer.Ordinal);
        var now = _time.GetUtcNow();
        var until = (now + grace).ToUnixTimeMilliseconds();
        var isDone = await _registry.ChangeCredentialsAsync(
            deviceIds,
            (id, former) => new StoredCredential(
                DeviceCredentials.Hash(fresh[id]), grace > TimeSpan.Zero ? former?.Sha256 : null, grace > TimeSpan.Zero ? until : 0, now.ToUnixTimeMilliseconds()),
            cancellationToken);
        return isDone ? [.. deviceIds.Select(id => fresh[id])] : null;
    }

    public Task<bool> RevokeAsync(string deviceId, CancellationToken cancellationToken) => _registry.ChangeCredentialsAsync(
        [deviceId], (_, _) => new StoredCredential(null, null, 0, _time.GetUtcNow().ToUnixTimeMilliseconds()), cancellationToken);

    public async Task<ProvisioningProblem?> MapCertificateAsync(string deviceId, string identity, CancellationToken cancellationToken)
    {
        if (CertificateIdentity.Normalise(identity, out var problem) is not { } normal)
            return new ProvisioningProblem(ProvisioningRefusal.CertificateInvalid, problem);
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var certificates = _registry.Certificates;
            if (!_registry.Current.DevicesById.TryGetValue(deviceId, out var device))
                return new ProvisioningProblem(ProvisioningRefusal.DeviceUnknown, $"device '{deviceId}' is not registered", deviceId);
            if (certificates.DeviceOf(normal) is { } other)
                return other == deviceId ? null : new ProvisioningProblem(ProvisioningRefusal.CertificateTaken, "this certificate stands for another device: it must be taken away there first");
            if (normal.StartsWith("cn:", StringComparison.Ordinal) && normal[3..] is var name && name != deviceId && _registry.Current.DevicesById.ContainsKey(name))
                return new ProvisioningProblem(ProvisioningRefusal.CertificateOfDevice, "a registered device has this name: its certificate stands for itself", name);
            if (certificates.Count >= DeviceCertificates.CountMax || certificates.Of(deviceId).Count >= ProvisioningLimits.CertificatesPerDeviceMax)
                return new ProvisioningProblem(ProvisioningRefusal.CertificatesFull, $"a device has at most {ProvisioningLimits.CertificatesPerDeviceMax} certificates: take one away first");
            await _database.WriteAsync(
                (connection, transaction) =>
                {
                    DeviceCertificates.Store(connection, transaction, normal, device.Handle);
                    return 0;
                },
                cancellationToken);
            certificates.Set(normal, deviceId);
            Interlocked.Increment(ref _version);
            return null;
        }
        finally
        {
            _changes.Release();
        }
    }

    public async Task<bool> UnmapCertificateAsync(string deviceId, string identity, CancellationToken cancellationToken)
    {
        if (CertificateIdentity.Normalise(identity, out _) is not { } normal || _registry.Certificates.DeviceOf(normal) != deviceId)
            return false;
        await WriteAsync(
            connection => connection.Execute("DELETE FROM device_certificates WHERE identity = @normal", new { normal }),
            () => _registry.Certificates.Remove(normal), cancellationToken);
        Interlocked.Increment(ref _version);
        return true;
    }

    public async Task<(string? Credential, ProvisioningProblem? Problem)> AdoptAsync(Device device, bool keepsPassword, CancellationToken cancellationToken)
    {
        var password = keepsPassword ? _strangers.KeptPassword(device.Id) : null;
        if (keepsPassword && password is null)
            return (null, new ProvisioningProblem(ProvisioningRefusal.PasswordNotKept, "it has not always come with one password of 16 characters or more: give it a new credential"));
        if (_registry.Current.DevicesById.ContainsKey(device.Id))
            return (null, new ProvisioningProblem(ProvisioningRefusal.DeviceRegistered, $"device '{device.Id}' is registered already", device.Id));
        var credential = DeviceCredentials.Make();
        if (await RegisterAsync(device, password ?? DeviceCredentials.Hash(credential), null, cancellationToken) is { } problem)
            return (null, problem);
        _strangers.Forget(device.Id);
        return (password is null ? credential : null, null);
    }

    public async Task<bool> BlockAsync(string clientId, string? why, CancellationToken cancellationToken)
    {
        if (_blocked.Count >= ProvisioningLimits.BlocksMax)
            return false;
        var client = new BlockedClient(clientId, why, _time.GetUtcNow());
        await WriteAsync(
            connection => connection.Execute(
                "INSERT INTO blocked_clients (client_id, why, at_ms) VALUES (@clientId, @why, @at) ON CONFLICT (client_id) DO UPDATE SET why = excluded.why",
                new { clientId, why, at = client.At.ToUnixTimeMilliseconds() }),
            () => _blocked = new Dictionary<string, BlockedClient>(_blocked, StringComparer.Ordinal) { [clientId] = client }.ToFrozenDictionary(StringComparer.Ordinal),
            cancellationToken);
        _strangers.Forget(clientId);
        return true;
    }

    public async Task<bool> UnblockAsync(string clientId, CancellationToken cancellationToken)
    {
        if (!IsBlocked(clientId))
            return false;
        await WriteAsync(
            connection => connection.Execute("DELETE FROM blocked_clients WHERE client_id = @clientId", new { clientId }),
            () => _blocked = _blocked.Where(pair => pair.Key != clientId).ToFrozenDictionary(StringComparer.Ordinal), cancellationToken);
        return true;
    }

    internal bool HasHash(string deviceId, byte[] sha256) => _registry.Credentials.Find(deviceId)?.Sha256 is { } stored && stored.AsSpan().SequenceEqual(sha256);

    /// <summary>Puts a device on the map with a credential of which only the hash is known here, in one transaction; what is wrong.</summary>
    /// <param name="device">Whose.</param>
    /// <param name="sha256">Of the credential.</param>
    /// <param name="also">Written in the same transaction.</param>
    /// <param name="cancellationToken">Only while waiting.</param>
    internal async Task<ProvisioningProblem?> RegisterAsync(Device device, byte[] sha256, Action<SqliteConnection, SqliteTransaction>? also, CancellationToken cancellationToken) =>
        await _registry.PutDeviceAsync(device, new StoredCredential(sha256, null, 0, _time.GetUtcNow().ToUnixTimeMilliseconds()), also, cancellationToken) is { } fault
            ? new ProvisioningProblem(ProvisioningRefusal.DeviceInvalid, fault.Words) { Fault = fault }
            : null;

    /// <summary>Forgets on disk the former credentials that ended because the new one was used: a restart must not wake them.</summary>
    internal async Task StoreOutwornAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Not cancellable from here: what was taken is asked for no more.
        var registered = _registry.Credentials.TakeOutworn().Where(_registry.Current.DevicesById.ContainsKey).ToList();
        if (registered.Count > 0)
            await _registry.ChangeCredentialsAsync(registered, (_, stored) => (stored ?? new StoredCredential(null, null, 0, null)) with { Former = null, FormerUntilMs = 0 }, CancellationToken.None);
    }

    public void Dispose() => _changes.Dispose();

    private async Task WriteAsync(Action<SqliteConnection> write, Action then, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            await _database.WriteAsync(
                (connection, _) =>
                {
                    write(connection);
                    return 0;
                },
                cancellationToken);
            then();
        }
        finally
        {
            _changes.Release();
        }
    }
}
