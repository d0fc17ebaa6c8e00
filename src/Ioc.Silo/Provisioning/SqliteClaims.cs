using System.Collections.Concurrent;
using Dapper;
using Ioc.Devices;
using Ioc.Devices.Units;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Microsoft.Data.Sqlite;

namespace Ioc.Silo.Provisioning;

/// <summary>Claims on operations.db, held in memory; only hashes of code and credential are kept.</summary>
internal sealed class SqliteClaims : IClaims, IDisposable
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private readonly OperationsDatabase _database;
    private readonly IRegistry _registry;
    private readonly SqliteDeviceAccess _access;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _changes = new(1, 1);
    private readonly ConcurrentDictionary<string, Row> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _idByCode = new(StringComparer.Ordinal);

    public SqliteClaims(OperationsDatabase database, IRegistry registry, SqliteDeviceAccess access, TimeProvider time)
    {
        (_database, _registry, _access, _time) = (database, registry, access, time);
        using var connection = database.CreateConnection();
        foreach (var row in connection.Query<Row>(
            """
            SELECT id AS Id, code_sha256 AS Code, device_id AS DeviceId, kind AS Kind, unit_code AS UnitCode, credential_sha256 AS Credential,
              created_at_ms AS CreatedAt, expires_at_ms AS ExpiresAt, used_at_ms AS UsedAt, revoked_at_ms AS RevokedAt FROM claims
            """))
            Keep(row);
    }

    public IReadOnlyList<Claim> All => [.. _byId.Values.OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id, StringComparer.Ordinal).Select(ToClaim)];

    public Claim? Find(string code) => FindRow(code) is { } row ? ToClaim(row) : null;

    public async Task<(IReadOnlyList<NewClaim> Made, ProvisioningProblem? Problem)> CreateAsync(
        IReadOnlyList<ClaimOrder> orders, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (Refuse(orders) is { } problem)
                return ([], problem);
            var now = _time.GetUtcNow();
            var taken = _byId.Values.Where(IsOpen).Select(row => row.DeviceId).ToHashSet(StringComparer.Ordinal);
            var made = orders.Select(order => Make(order, now, lifetime, taken)).ToList();
            await _database.WriteAsync(
                (connection, transaction) => connection.Execute(
                    """
                    INSERT INTO claims (id, code_sha256, device_id, kind, unit_code, credential_sha256, created_at_ms, expires_at_ms)
                    VALUES (@Id, @Code, @DeviceId, @Kind, @UnitCode, @Credential, @CreatedAt, @ExpiresAt)
                    """,
                    made.Select(one => one.Row), transaction),
                cancellationToken);
            made.ForEach(one => Keep(one.Row));
            // Not cancellable: the codes are shown this once.
            await PruneAsync(CancellationToken.None);
            return ([.. made.Select(one => new NewClaim(ToClaim(one.Row), one.Code, one.Credential))], null);
        }
        finally
        {
            _changes.Release();
        }
    }

    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (!_byId.TryGetValue(id, out var row) || row.UsedAt is not null || row.RevokedAt is not null)
                return false;
            await EndAsync(row with { RevokedAt = _time.GetUtcNow().ToUnixTimeMilliseconds() }, cancellationToken);
            return true;
        }
        finally
        {
            _changes.Release();
        }
    }

    // Device, credential and claim in one transaction: a phone that loses its line, or a crash, leaves nothing half done. Where the twins could not be told
    // after the commit, the same call again finds its own device and ends the claim.
    public async Task<ProvisioningProblem?> UseAsync(string code, Device device, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            if (FindRow(code) is not { } row)
                return new ProvisioningProblem(ProvisioningRefusal.CodeUnknown, "there is no such code: compare it with the label");
            var claim = ToClaim(row);
            if (claim.State != "open")
                return new ProvisioningProblem(ProvisioningRefusal.CodeClosed, $"this code is {claim.State}: ask for a new label");
            if (device.Id != row.DeviceId || device.Kind != claim.Kind)
                return new ProvisioningProblem(ProvisioningRefusal.CodeOfAnother, $"this code is for {claim.Kind.Word()} '{row.DeviceId}'", row.DeviceId);
            if (row.UnitCode is { } unit && device.UnitCode != unit)
                return new ProvisioningProblem(ProvisioningRefusal.CodeOfAnotherUnit, $"this code is for unit {unit}", unit);
            if (_registry.Current.DevicesById.ContainsKey(device.Id) && !_access.HasHash(device.Id, row.Credential))
                return new ProvisioningProblem(ProvisioningRefusal.DeviceRegistered, $"device '{device.Id}' was registered otherwise meanwhile", device.Id);
            var used = row with { UsedAt = _time.GetUtcNow().ToUnixTimeMilliseconds() };
            var problem = await _access.RegisterAsync(device, row.Credential, (connection, transaction) => End(connection, transaction, used), cancellationToken);
            if (problem is null)
                Keep(used);
            return problem;
        }
        finally
        {
            _changes.Release();
        }
    }

    public void Dispose() => _changes.Dispose();

    private ProvisioningProblem? Refuse(IReadOnlyList<ClaimOrder> orders)
    {
        var openRows = _byId.Values.Where(IsOpen).ToList();
        if (openRows.Count + orders.Count > ProvisioningLimits.ClaimsMax)
            return new ProvisioningProblem(ProvisioningRefusal.ClaimsFull, $"there are {openRows.Count} open claims and at most {ProvisioningLimits.ClaimsMax}: revoke what is not needed");
        var ofUnit = openRows.CountBy(row => row.UnitCode ?? "").ToDictionary();
        if (orders.CountBy(order => order.UnitCode ?? "").FirstOrDefault(pair => pair.Key.Length > 0 && ofUnit.GetValueOrDefault(pair.Key) + pair.Value > ProvisioningLimits.ClaimsPerUnitMax) is { Key: { } full })
            return new ProvisioningProblem(ProvisioningRefusal.ClaimsOfUnitFull, $"unit {full} has {ofUnit.GetValueOrDefault(full)} open claims and at most {ProvisioningLimits.ClaimsPerUnitMax}: revoke what is not needed", full);
        var named = orders.Select(order => order.DeviceId).OfType<string>().ToList();
        if (named.Find(id => !DeviceId.IsValid(id)) is { } wrong)
        {
            var clipped = wrong.Length > 64 ? wrong[..64] : wrong;
            return new ProvisioningProblem(ProvisioningRefusal.DeviceIdInvalid, $"'{clipped}' is no device id: 1 to {DeviceId.LengthMax} of A-Z a-z 0-9 . _ -", clipped);
        }

        if (named.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            return new ProvisioningProblem(ProvisioningRefusal.DeviceTwice, $"'{twice}' is there twice", twice);
        if (named.Find(_registry.Current.DevicesById.ContainsKey) is { } registered)
            return new ProvisioningProblem(ProvisioningRefusal.DeviceRegistered, $"device '{registered}' is registered already: it needs a credential, not a claim", registered);
        var open = openRows.Select(row => row.DeviceId).ToHashSet(StringComparer.Ordinal);
        if (named.Find(open.Contains) is { } claimed)
            return new ProvisioningProblem(ProvisioningRefusal.DeviceClaimed, $"device '{claimed}' has an open claim already: revoke that one first", claimed);
        return orders.FirstOrDefault(order => order.UnitCode is { } code && !(_registry.Current.Units.TryGetValue(code, out var unit) && unit.Level != UnitLevels.Hamlet)) is { } order
            ? new ProvisioningProblem(ProvisioningRefusal.UnitNoCommune, $"unit '{order.UnitCode}' is unknown, or a hamlet: name the commune", order.UnitCode)
            : null;
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var closed = _byId.Values.Where(row => !IsOpen(row)).OrderBy(row => row.CreatedAt).ToList();
        var leaving = closed.Take(Math.Max(0, closed.Count - ProvisioningLimits.ClosedClaimsMax)).ToList();
        if (leaving.Count == 0)
            return;
        await _database.WriteAsync(
            (connection, transaction) => connection.Execute("DELETE FROM claims WHERE id = @Id", leaving.Select(row => new { row.Id }), transaction), cancellationToken);
        foreach (var row in leaving)
        {
            _byId.TryRemove(row.Id, out _);
            _idByCode.TryRemove(Convert.ToHexString(row.Code), out _);
        }
    }

    private (Row Row, string Code, string Credential) Make(ClaimOrder order, DateTimeOffset now, TimeSpan lifetime, HashSet<string> taken)
    {
        var deviceId = order.DeviceId ?? MakeId(order.Kind, taken);
        taken.Add(deviceId);
        var (code, credential) = (ClaimCode.Make(), DeviceCredentials.Make());
        return (new Row
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Code = ClaimCode.Hash(ClaimCode.Normalise(code)!),
            DeviceId = deviceId,
            Kind = (int)order.Kind,
            UnitCode = order.UnitCode,
            Credential = DeviceCredentials.Hash(credential),
            CreatedAt = now.ToUnixTimeMilliseconds(),
            ExpiresAt = (now + lifetime).ToUnixTimeMilliseconds(),
        }, code, credential);
    }

    /// <summary>Short enough to be read out over the telephone; 900 million of them.</summary>
    private string MakeId(DeviceKind kind, HashSet<string> taken)
    {
        while (true)
        {
            var id = $"{kind.Word()}-{System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, 6)}";
            if (!taken.Contains(id) && !_registry.Current.DevicesById.ContainsKey(id))
                return id;
        }
    }

    private async Task EndAsync(Row row, CancellationToken cancellationToken)
    {
        await _database.WriteAsync((connection, transaction) => End(connection, transaction, row), cancellationToken);
        Keep(row);
    }

    private static int End(SqliteConnection connection, SqliteTransaction transaction, Row row) => connection.Execute(
        "UPDATE claims SET used_at_ms = @UsedAt, revoked_at_ms = @RevokedAt WHERE id = @Id", row, transaction);

    private void Keep(Row row)
    {
        _byId[row.Id] = row;
        _idByCode[Convert.ToHexString(row.Code)] = row.Id;
    }

    private Row? FindRow(string code) => ClaimCode.Normalise(code) is { } normal && _idByCode.TryGetValue(Convert.ToHexString(ClaimCode.Hash(normal)), out var id) ? _byId[id] : null;

    private bool IsOpen(Row row) => ToClaim(row).State == "open";

    private Claim ToClaim(Row row) => new(
        row.Id, row.DeviceId, (DeviceKind)row.Kind, row.UnitCode,
        row.UsedAt is not null ? "used" : row.RevokedAt is not null ? "revoked" : row.ExpiresAt <= _time.GetUtcNow().ToUnixTimeMilliseconds() ? "expired" : "open",
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAt),
        row.UsedAt is { } used ? DateTimeOffset.FromUnixTimeMilliseconds(used) : null);

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public byte[] Code { get; init; } = [];

        public string DeviceId { get; init; } = "";

        public int Kind { get; init; }

        public string? UnitCode { get; init; }

        public byte[] Credential { get; init; } = [];

        public long CreatedAt { get; init; }

        public long ExpiresAt { get; init; }

        public long? UsedAt { get; init; }

        public long? RevokedAt { get; init; }
    }
}
