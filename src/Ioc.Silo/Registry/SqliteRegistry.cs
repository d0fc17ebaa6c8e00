using System.Collections.Frozen;
using Dapper;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Registry;

/// <summary>
/// The registry on operations.db. One change at a time: validate against the snapshot, write, swap the snapshot, tell the twins. Readers
/// only ever see
/// a snapshot, so nobody sees half a change.
/// </summary>
internal sealed class SqliteRegistry : IRegistry, IDisposable
{
    private readonly OperationsDatabase _database;
    private readonly Func<IRegistryChangeSink?> _sink;
    private readonly TimeProvider _time;
    private readonly DeviceCredentials _credentials;
    private readonly DeviceCertificates _certificates = new();
    private readonly SemaphoreSlim _changes = new(1, 1);
    private volatile RegistrySnapshot _current;
    private volatile BoundaryCache? _boundaries;

    /// <param name="database">Open and migrated.</param>
    /// <param name="sink">Asked at each change: the engine, which needs this registry itself, may be made later. Null: nobody
    /// listens.</param>
    /// <param name="time">Null: the system's.</param>
    public SqliteRegistry(OperationsDatabase database, Func<IRegistryChangeSink?> sink, TimeProvider? time = null)
    {
        _database = database;
        _time = time ?? TimeProvider.System;
        _credentials = new DeviceCredentials(_time);
        _sink = sink;
        using var connection = database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        _current = Snapshot(
            connection.ExecuteScalar<long>("SELECT version FROM registry_version", transaction: transaction),
            UnitRow.LoadAll(connection).ToFrozenDictionary(unit => unit.Code, StringComparer.Ordinal),
            DeviceRow.LoadAll(connection));
        _credentials.Load(connection);
        _certificates.Load(connection);
    }

    internal DeviceCredentials Credentials => _credentials;

    internal DeviceCertificates Certificates => _certificates;

    public RegistrySnapshot Current => _current;

    public async Task<RegistryChange> PutUnitsAsync(IReadOnlyList<Unit> units, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            var after = new Dictionary<string, Unit>(before.Units, StringComparer.Ordinal);
            var errors = Check(units, unit => unit.Code, unit => after[unit.Code] = unit, unit => UnitRules.Refuse(unit, after));
            if (errors.Count > 0)
                return new RegistryChange(0, 0, 0, errors);
            var differing = units.Where(unit => !before.Units.TryGetValue(unit.Code, out var known) || known != unit).ToList();
            var added = differing.Count(unit => !before.Units.ContainsKey(unit.Code));
            if (differing.Count > 0)
            {
                var version = await ChangeAsync((connection, transaction) => UnitRow.Upsert(connection, transaction, differing), cancellationToken);
                _current = Snapshot(version, after.ToFrozenDictionary(StringComparer.Ordinal), before.DevicesByHandle, before.DevicesById);
                await TellAsync([]);
            }

            return new RegistryChange(added, differing.Count - added, units.Count - differing.Count, []);
        }
        finally
        {
            _changes.Release();
        }
    }

    public async Task<IReadOnlyList<string>> PutBoundariesAsync(
        IReadOnlyDictionary<string, string> geometryByUnitCode, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            var errors = UnitBoundaries.Refuse(geometryByUnitCode, before.Units);
            if (errors.Count > 0 || geometryByUnitCode.Count == 0)
                return errors;
            var version = await ChangeAsync(
                (connection, transaction) => UnitBoundaries.Upsert(connection, transaction, geometryByUnitCode), cancellationToken);
            _current = Snapshot(version, before.Units, before.DevicesByHandle, before.DevicesById);
            return [];
        }
        finally
        {
            _changes.Release();
        }
    }

    public Task<ReadOnlyMemory<byte>> BoundariesGeoJsonAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_boundaries is { } cached && cached.Version == _current.Version)
            return Task.FromResult(cached.GeoJson);

        // The version is read together with the rows: a change meanwhile makes this cache old at once, never wrong.
        using var connection = _database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        var version = connection.ExecuteScalar<long>("SELECT version FROM registry_version", transaction: transaction);
        var built = new BoundaryCache(version, UnitBoundaries.ToGeoJson(connection, transaction));
        _boundaries = built;
        return Task.FromResult(built.GeoJson);
    }

    public async Task<RegistryChange> PutDevicesAsync(IReadOnlyList<Device> devices, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            var errors = Check(devices, device => device.Id, static _ => { }, device => DeviceRules.Refuse(device, before.Units) ?? RefuseName(device, before));
            if (errors.Count > 0)
                return new RegistryChange(0, 0, 0, errors);
            var differing = devices.Where(device => !IsStored(device, before)).ToList();
            var added = differing.Count(device => !before.DevicesById.ContainsKey(device.Id));
            if (differing.Count > 0)
                await StoreAndTellAsync(before, differing, null, null, cancellationToken);
            return new RegistryChange(added, differing.Count - added, devices.Count - differing.Count, []);
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>One device with its credential and whatever else belongs to it, all or nothing; what is wrong.</summary>
    internal async Task<RowFault?> PutDeviceAsync(
        Device device, StoredCredential credential, Action<SqliteConnection, SqliteTransaction>? also, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            if ((DeviceRules.Refuse(device, before.Units) ?? RefuseName(device, before)) is { } fault)
                return fault;
            await StoreAndTellAsync(before, [device], credential, also, cancellationToken);
            return null;
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Whoever registered a device by the name in another's certificate would be taken for it.</summary>
    private RowFault? RefuseName(Device device, RegistrySnapshot before) =>
        !before.DevicesById.ContainsKey(device.Id) && Certificates.DeviceOf("cn:" + device.Id) is not null
            ? RowFault.Of(RowFaultReason.NameTaken, $"id '{device.Id}' is the name in the certificate of another device: give this one another id", ("name", device.Id))
            : null;

    public async Task<bool> RemoveDeviceAsync(string deviceId, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var before = _current;
            if (!before.DevicesById.TryGetValue(deviceId, out var device))
                return false;
            var version = await ChangeAsync(
                (connection, transaction) =>
                {
                    connection.Execute("UPDATE devices SET removed = 1 WHERE handle = @Handle", new { device.Handle }, transaction);
                    DeviceCredentials.Delete(connection, transaction, device.Handle);
                    DeviceCertificates.DeleteDevice(connection, transaction, device.Handle);
                },
                cancellationToken);
            var byHandle = (Device?[])before.DevicesByHandle.Clone();
            byHandle[device.Handle] = null;
            _certificates.RemoveDevice(deviceId);
            _credentials.Remove(deviceId);
            _current = Snapshot(version, before.Units, byHandle);
            await TellAsync([device.Handle]);
            return true;
        }
        finally
        {
            _changes.Release();
        }
    }

    public async Task<string?> RotateCredentialAsync(string deviceId, CancellationToken cancellationToken)
    {
        if (!_current.DevicesById.ContainsKey(deviceId))
            return null;
        var credential = DeviceCredentials.Make();
        return await TrySetCredentialsAsync([new(deviceId, credential)], cancellationToken) is null ? credential : null;
    }

    public async Task SetCredentialsAsync(IReadOnlyList<KeyValuePair<string, string>> credentialByDeviceId, CancellationToken cancellationToken)
    {
        if (await TrySetCredentialsAsync(credentialByDeviceId, cancellationToken) is { } words)
            throw new ArgumentException(words, nameof(credentialByDeviceId));
    }

    public Device? Authenticate(string deviceId, ReadOnlySpan<byte> credential)
    {
        var matches = _credentials.Matches(deviceId, credential);
        return _current.DevicesById.TryGetValue(deviceId, out var device) && matches ? device : null;
    }

    public void Dispose() => _changes.Dispose();

    private static bool IsStored(Device device, RegistrySnapshot snapshot) =>
        snapshot.DevicesById.TryGetValue(device.Id, out var stored) && DeviceEquality.Same(device with { Handle = stored.Handle }, stored);

    private async Task StoreAndTellAsync(
        RegistrySnapshot before, List<Device> devices, StoredCredential? credential, Action<SqliteConnection, SqliteTransaction>? also, CancellationToken cancellationToken)
    {
        List<Device> stored = [];
        var version = await ChangeAsync(
            (connection, transaction) =>
            {
                stored = DeviceRow.Upsert(connection, transaction, devices);
                if (credential is not null)
                    stored.ForEach(device => DeviceCredentials.Store(connection, transaction, device.Handle, credential));
                also?.Invoke(connection, transaction);
            },
            cancellationToken);
        var byHandle = before.DevicesByHandle;
        Array.Resize(ref byHandle, Math.Max(byHandle.Length, stored.Max(device => device.Handle) + 1));
        if (ReferenceEquals(byHandle, before.DevicesByHandle))
            byHandle = (Device?[])byHandle.Clone();
        foreach (var device in stored)
            byHandle[device.Handle] = device;
        if (credential is not null)
            stored.ForEach(device => _credentials.Set(device.Id, credential));
        _current = Snapshot(version, before.Units, byHandle);
        await TellAsync([.. stored.Select(device => device.Handle)]);
    }

    private async Task<string?> TrySetCredentialsAsync(
        IReadOnlyList<KeyValuePair<string, string>> credentialByDeviceId, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var devices = _current.DevicesById;
            foreach (var (id, credential) in credentialByDeviceId)
            {
                if (!devices.ContainsKey(id))
                    return $"device '{id}' is not registered: register it before it gets a credential";
                if (credential is not { Length: >= RegistryLimits.CredentialLengthMin and <= RegistryLimits.CredentialLengthMax })
                    return $"the credential of '{id}' needs {RegistryLimits.CredentialLengthMin} to {RegistryLimits.CredentialLengthMax} " +
                        "characters that can't be guessed";
            }

            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            await StoreCredentialsAsync(
                [.. credentialByDeviceId.Select(pair => (devices[pair.Key], new StoredCredential(DeviceCredentials.Hash(pair.Value), null, 0, now)))], cancellationToken);
            return null;
        }
        finally
        {
            _changes.Release();
        }
    }

    /// <summary>Changes what is kept of credentials, all or none. False: a device is not registered.</summary>
    internal async Task<bool> ChangeCredentialsAsync(
        IReadOnlyList<string> deviceIds, Func<string, StoredCredential?, StoredCredential> change, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            var devices = _current.DevicesById;
            if (!deviceIds.All(devices.ContainsKey))
                return false;
            await StoreCredentialsAsync([.. deviceIds.Select(id => (devices[id], change(id, _credentials.Find(id))))], cancellationToken);
            return true;
        }
        finally
        {
            _changes.Release();
        }
    }

    private async Task StoreCredentialsAsync(List<(Device Device, StoredCredential Credential)> credentials, CancellationToken cancellationToken)
    {
        await _database.WriteAsync(
            (connection, transaction) =>
            {
                foreach (var (device, credential) in credentials)
                    DeviceCredentials.Store(connection, transaction, device.Handle, credential);
                return credentials.Count;
            },
            cancellationToken);
        foreach (var (device, credential) in credentials)
            _credentials.Set(device.Id, credential);
    }

    /// <summary>Errors by input index: what is null, what is there twice, and what the rules refuse once all rows are noted.</summary>
    private static List<KeyValuePair<int, RowFault>> Check<T>(IReadOnlyList<T> rows, Func<T, string> key, Action<T> note, Func<T, RowFault?> refuse)
    {
        var firstByKey = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        var errors = new SortedDictionary<int, RowFault>();
        for (var index = 0; index < rows.Count; index++)
        {
            if (rows[index] is null || key(rows[index]) is not { Length: > 0 } name)
                errors[index] = RowFault.Of(RowFaultReason.NotRead, "the row is empty or has no id");
            else if (!firstByKey.TryAdd(name, index))
                errors[index] = RowFault.Of(RowFaultReason.Twice, $"'{name}' is there twice, first in row {firstByKey[name]} (counted from 0): keep one", ("name", name));
            else
                note(rows[index]);
        }

        foreach (var index in firstByKey.Values)
            if (refuse(rows[index]) is { } fault)
                errors[index] = fault;
        return [.. errors.Take(RegistryLimits.ErrorsMax)];
    }

    private Task<long> ChangeAsync(Action<SqliteConnection, SqliteTransaction> work, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            (connection, transaction) =>
            {
                work(connection, transaction);
                return connection.ExecuteScalar<long>(
                    "UPDATE registry_version SET version = version + 1 RETURNING version", transaction: transaction);
            },
            cancellationToken);

    // Not cancellable: what is committed must reach the twins. No handles: units.
    private async Task TellAsync(IReadOnlyList<int> handles)
    {
        if (_sink() is { } sink)
            await sink.ChangedAsync(handles, CancellationToken.None);
    }

    private static RegistrySnapshot Snapshot(
        long version, FrozenDictionary<string, Unit> units, Device?[] byHandle, FrozenDictionary<string, Device>? byId = null) => new()
    {
        Version = version,
        Units = units,
        DevicesByHandle = byHandle,
        DevicesById = byId ?? byHandle.OfType<Device>().ToFrozenDictionary(device => device.Id, StringComparer.Ordinal),
    };

    private sealed record BoundaryCache(long Version, ReadOnlyMemory<byte> GeoJson);
}
