using System.Security.Cryptography;
using System.Text;
using Ioc.Devices;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;
using Ioc.Silo.Tests.Registry;

namespace Ioc.Silo.Tests.Provisioning;

public sealed class DeviceAccessTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly TempDirectory _directory = new();
    private readonly FakeTime _time = new();
    private OperationsDatabase _database = null!;
    private SqliteRegistry _registry = null!;
    private SqliteDeviceAccess _access = null!;
    private SqliteClaims _claims = null!;
    private IRegistryChangeSink? _twins;

    public async ValueTask InitializeAsync()
    {
        Open();
        await _registry.PutUnitsAsync([Some.Province, Some.Commune], default);
        await _registry.PutDevicesAsync([Some.Hotspot("a"), Some.Hotspot("b")], default);
    }

    [Fact]
    public async Task A_rotated_credential_leaves_the_former_one_open_until_the_new_one_is_used()
    {
        var first = Assert.Single((await _access.RotateAsync(["a"], TimeSpan.Zero, default))!);
        var second = Assert.Single((await _access.RotateAsync(["a"], Day, default))!);
        Assert.Equal("rotating", _access.Of("a").Credential);
        Assert.True(Opens("a", first));
        Reopen();
        Assert.True(Opens("a", first));
        var version = _access.Version;
        Assert.True(Opens("a", second));
        Assert.NotEqual(version, _access.Version);
        Assert.False(Opens("a", first));
        await _access.StoreOutwornAsync(default);
        Reopen();
        Assert.False(Opens("a", first));
        Assert.True(Opens("a", second));
        Assert.Equal("set", _access.Of("a").Credential);
    }

    [Fact]
    public async Task A_former_credential_ends_at_its_time_and_without_grace_at_once()
    {
        var first = Assert.Single((await _access.RotateAsync(["a"], TimeSpan.Zero, default))!);
        await _access.RotateAsync(["a"], Day, default);
        _time.UtcNow += Day - TimeSpan.FromSeconds(1);
        Assert.True(Opens("a", first));
        _time.UtcNow += TimeSpan.FromSeconds(2);
        Assert.False(Opens("a", first));
        Assert.Equal("set", _access.Of("a").Credential);
        var third = Assert.Single((await _access.RotateAsync(["a"], TimeSpan.Zero, default))!);
        Assert.True(Opens("a", third));
        Assert.Null(await _access.RotateAsync(["a", "nobody"], Day, default));
        Assert.True(Opens("a", third));
    }

    [Fact]
    public async Task Revoked_access_stays_closed_for_credential_and_certificate_until_a_new_credential()
    {
        var credential = Assert.Single((await _access.RotateAsync(["a"], TimeSpan.Zero, default))!);
        Assert.Null(await _access.MapCertificateAsync("a", "sha256:" + new string('A', 64), default));
        var version = _access.Version;
        Assert.True(await _access.RevokeAsync("a", default));
        Assert.NotEqual(version, _access.Version);
        foreach (var _ in (string[])["before", "after a restart"])
        {
            Assert.False(Opens("a", credential));
            Assert.Equal("revoked", _access.Of("a").Credential);
            Assert.Null(_access.DeviceOf("x", ["sha256:" + new string('a', 64)]));
            Assert.Null(_access.DeviceOf("a", []));
            Reopen();
        }

        Assert.True(Opens("a", Assert.Single((await _access.RotateAsync(["a"], Day, default))!)));
        Assert.False(Opens("a", credential));
    }

    [Fact]
    public async Task A_certificate_stands_for_one_device_and_a_mapped_device_for_no_common_name()
    {
        Assert.Equal("a", _access.DeviceOf("a", ["sha256:" + new string('c', 64)]));
        Assert.Null(await _access.MapCertificateAsync("a", "CN:SN-77", default));
        Assert.Null(await _access.MapCertificateAsync("a", "uri:urn:dev:sn-78", default));
        var refusal = (await _access.MapCertificateAsync("b", "cn:SN-77", default))!.Words;
        Assert.Contains("another device", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("'a'", refusal, StringComparison.Ordinal);
        Assert.Contains("64", (await _access.MapCertificateAsync("b", "sha256:00:11", default))!.Words, StringComparison.Ordinal);
        Reopen();
        Assert.Equal("a", _access.DeviceOf("SN-77", []));
        Assert.Equal("a", _access.DeviceOf("whoever", ["dns:x", "uri:urn:dev:sn-78"]));
        Assert.Null(_access.DeviceOf("a", []));
        Assert.Equal("b", _access.DeviceOf("b", []));
        Assert.True(await _access.UnmapCertificateAsync("a", "cn:SN-77", default));
        Assert.False(await _access.UnmapCertificateAsync("b", "uri:urn:dev:sn-78", default));
        Assert.Equal(["uri:urn:dev:sn-78"], _access.Of("a").Certificates);
        await _registry.RemoveDeviceAsync("a", default);
        await _registry.PutDevicesAsync([Some.Hotspot("a")], default);
        Reopen();
        Assert.Empty(_access.Of("a").Certificates);
    }

    [Fact]
    public async Task Nobody_takes_a_certificate_from_a_registered_device_by_mapping_it_or_by_taking_its_name()
    {
        var fingerprint = "sha256:" + new string('b', 64);
        Assert.Contains("stands for itself", (await _access.MapCertificateAsync("a", "cn:b", default))!.Words, StringComparison.Ordinal);
        Assert.Null(await _access.MapCertificateAsync("a", fingerprint, default));
        Assert.Equal("b", _access.DeviceOf("b", [fingerprint]));
        Assert.Equal("a", _access.DeviceOf("whoever", [fingerprint]));
        Assert.Null(await _access.MapCertificateAsync("a", "cn:SN-77", default));
        var change = await _registry.PutDevicesAsync([Some.Hotspot("SN-77")], default);
        Assert.Contains("certificate of another device", Assert.Single(change.Errors).Value.Words, StringComparison.Ordinal);
        Assert.Equal("a", _access.DeviceOf("SN-77", []));
    }

    [Fact]
    public async Task A_stranger_is_adopted_with_the_password_it_always_came_with()
    {
        Knock("new", "the factory's password");
        Knock("new", "the factory's password");
        Knock("two-faced", "the factory's password");
        Knock("two-faced", "another long password");
        Assert.Equal((2, true), (_access.Strangers[1].Count, _access.Strangers[1].PasswordKept));
        Assert.False(_access.Strangers[0].PasswordKept);

        Assert.Equal((null, null), await _access.AdoptAsync(Some.Hotspot("new"), keepsPassword: true, default));
        Assert.True(Opens("new", "the factory's password"));
        Assert.NotNull((await _access.AdoptAsync(Some.Hotspot("two-faced"), keepsPassword: true, default)).Problem);
        Assert.DoesNotContain("two-faced", _registry.Current.DevicesById.Keys);
        var (credential, problem) = await _access.AdoptAsync(Some.Hotspot("two-faced"), keepsPassword: false, default);
        Assert.Null(problem);
        Assert.True(Opens("two-faced", credential!));
        Assert.Empty(_access.Strangers);
        Assert.NotNull((await _access.AdoptAsync(Some.Hotspot("new"), keepsPassword: false, default)).Problem);
    }

    [Fact]
    public void The_quarantine_is_bounded_in_entries_and_in_work_per_second()
    {
        for (var number = 0; number < 2 * ProvisioningLimits.KnocksPerSecondMax; number++)
            Knock($"s{number}", "p", $"10.1.0.{number}");
        Assert.Equal(ProvisioningLimits.KnocksPerSecondMax, _access.Strangers.Count);
        for (var number = 0; number < 3 * ProvisioningLimits.StrangersMax; number++)
        {
            if (number % ProvisioningLimits.KnocksPerSecondMax == 0)
                _time.UtcNow += TimeSpan.FromSeconds(1);
            Knock($"t{number}", "p", $"10.2.0.{number % ProvisioningLimits.KnocksPerSecondMax}");
        }

        Assert.Equal(ProvisioningLimits.StrangersMax, _access.Strangers.Count);
        Assert.Equal($"t{(3 * ProvisioningLimits.StrangersMax) - 1}", _access.Strangers[0].ClientId);
        _time.UtcNow += TimeSpan.FromSeconds(1);
        Knock("\u001b[31mred\r\n", "p");
        Assert.Equal(@"\x1B[31mred\x0D\x0A", _access.Strangers[0].ClientId);
    }

    [Fact]
    public void One_address_floods_its_own_share_alone_and_long_words_are_cut_before_they_are_kept()
    {
        Knock("patient", "p", "10.0.0.1");
        for (var second = 0; second < 2 * ProvisioningLimits.StrangersPerAddressMax / ProvisioningLimits.KnocksPerSecondAndAddressMax; second++)
        {
            _time.UtcNow += TimeSpan.FromSeconds(1);
            for (var number = 0; number < 3 * ProvisioningLimits.KnocksPerSecondMax; number++)
                Knock($"f{second}-{number}", "p");
            Knock("late", "p", "10.0.0.2");
        }

        Assert.Equal(ProvisioningLimits.StrangersPerAddressMax, _access.Strangers.Count(stranger => stranger.Address == "10.0.0.9"));
        Assert.Contains(_access.Strangers, stranger => stranger.ClientId == "patient");
        Assert.Equal("late", _access.Strangers[0].ClientId);

        var words = new string('w', 65_535);
        _time.UtcNow += TimeSpan.FromSeconds(1);
        _access.Knocked(new Knock(words, words, "10.0.0.3", null, words, default));
        var kept = _access.Strangers[0];
        Assert.InRange(kept.ClientId.Length, 1, ProvisioningLimits.NameCharsMax + 1);
        Assert.InRange(kept.UserName!.Length, 1, ProvisioningLimits.NameCharsMax + 1);
        Assert.InRange(kept.Topic!.Length, 1, (2 * ProvisioningLimits.NameCharsMax) + 1);
    }

    [Fact]
    public async Task A_blocked_client_stays_blocked_over_a_restart_also_under_its_printable_name()
    {
        Assert.True(await _access.BlockAsync("pest", "không phải của ta", default));
        Assert.True(await _access.BlockAsync(@"\x01odd", null, default));
        Reopen();
        Assert.True(_access.IsBlocked("pest"));
        Assert.True(_access.IsBlocked("\u0001odd"));
        Assert.False(_access.IsBlocked("pest2"));
        Assert.True(await _access.UnblockAsync("pest", default));
        Assert.False(await _access.UnblockAsync("pest", default));
        Assert.False(_access.IsBlocked("pest"));
    }

    [Fact]
    public async Task A_claim_puts_its_device_on_the_map_once_and_opens_for_the_credential_it_was_made_with()
    {
        var (made, _) = await _claims.CreateAsync([new ClaimOrder("c1", DeviceKind.Hotspot, Some.Commune.Code), new ClaimOrder(null, DeviceKind.Site, null)], Day, default);
        Assert.Matches("^site-[a-z2-9]{6}$", made[1].Claim.DeviceId);
        Reopen();
        Assert.Equal("open", _claims.Find(made[0].Code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))?.State);
        Assert.Null(_claims.Find("AAAA-AAAA-AAAA"));
        Assert.NotNull(await _claims.UseAsync(made[0].Code, Some.Hotspot("other"), default));
        Assert.NotNull(await _claims.UseAsync("AAAA-AAAA-AAAA", Some.Hotspot("c1"), default));
        Assert.Null(await _claims.UseAsync(made[0].Code, Some.Hotspot("c1"), default));
        Assert.True(Opens("c1", made[0].Credential));
        Assert.Contains("used", (await _claims.UseAsync(made[0].Code, Some.Hotspot("c1"), default))!.Words, StringComparison.Ordinal);
        Reopen();
        Assert.Equal("used", _claims.Find(made[0].Code)?.State);
    }

    [Fact]
    public async Task A_claim_that_is_old_revoked_doubled_or_overtaken_opens_nothing()
    {
        var (made, _) = await _claims.CreateAsync([new ClaimOrder("c1", DeviceKind.Hotspot, null), new ClaimOrder("c2", DeviceKind.Hotspot, null), new ClaimOrder("c3", DeviceKind.Hotspot, null)], Day, default);
        Assert.NotNull((await _claims.CreateAsync([new ClaimOrder("c1", DeviceKind.Hotspot, null)], Day, default)).Problem);
        Assert.NotNull((await _claims.CreateAsync([new ClaimOrder("a", DeviceKind.Hotspot, null)], Day, default)).Problem);
        Assert.NotNull((await _claims.CreateAsync([new ClaimOrder("../x", DeviceKind.Hotspot, null)], Day, default)).Problem);
        Assert.NotNull((await _claims.CreateAsync([new ClaimOrder(null, DeviceKind.Hotspot, "nowhere")], Day, default)).Problem);
        Assert.True(await _claims.RevokeAsync(made[0].Claim.Id, default));
        Assert.False(await _claims.RevokeAsync(made[0].Claim.Id, default));
        Assert.Contains("revoked", (await _claims.UseAsync(made[0].Code, Some.Hotspot("c1"), default))!.Words, StringComparison.Ordinal);
        await _registry.PutDevicesAsync([Some.Hotspot("c2")], default);
        Assert.Contains("otherwise", (await _claims.UseAsync(made[1].Code, Some.Hotspot("c2"), default))!.Words, StringComparison.Ordinal);
        _time.UtcNow += Day;
        Assert.Contains("expired", (await _claims.UseAsync(made[2].Code, Some.Hotspot("c3"), default))!.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("c1", _registry.Current.DevicesById.Keys);
    }

    [Fact]
    public async Task Claims_that_are_over_keep_nobody_from_making_new_ones_and_one_commune_does_not_use_them_all_up()
    {
        var order = new ClaimOrder(null, DeviceKind.Hotspot, Some.Commune.Code);
        ClaimOrder[] full = [.. Enumerable.Repeat(order, ProvisioningLimits.ClaimsPerUnitMax)];
        Assert.Null((await _claims.CreateAsync(full, Day, default)).Problem);
        Assert.Contains(Some.Commune.Code, (await _claims.CreateAsync([order], Day, default)).Problem!.Words, StringComparison.Ordinal);
        Assert.Null((await _claims.CreateAsync([order with { UnitCode = null }], Day, default)).Problem);
        var first = _claims.All[^1].Id;
        for (var turn = 0; turn * ProvisioningLimits.ClaimsPerUnitMax <= ProvisioningLimits.ClosedClaimsMax; turn++)
        {
            _time.UtcNow += Day;
            Assert.Null((await _claims.CreateAsync(full, Day, default)).Problem);
        }

        _time.UtcNow += Day;
        Assert.Null((await _claims.CreateAsync([order], Day, default)).Problem);
        Assert.InRange(_claims.All.Count, 1, ProvisioningLimits.ClosedClaimsMax + 1);
        Assert.DoesNotContain(first, _claims.All.Select(claim => claim.Id));
        var left = _claims.All.Count;
        Reopen();
        Assert.Equal(left, _claims.All.Count);
    }

    [Fact]
    public async Task A_claim_or_an_adoption_whose_caller_hangs_up_when_the_device_is_on_the_map_is_finished()
    {
        var (made, _) = await _claims.CreateAsync([new ClaimOrder("c1", DeviceKind.Hotspot, null)], Day, default);
        using var line = new CancellationTokenSource();
        _twins = new Twins(line.Cancel);
        Assert.Null(await _claims.UseAsync(made[0].Code, Some.Hotspot("c1"), line.Token));
        Assert.True(line.IsCancellationRequested);
        Assert.Equal((true, "used"), (Opens("c1", made[0].Credential), _claims.Find(made[0].Code)?.State));

        using var other = new CancellationTokenSource();
        _twins = new Twins(other.Cancel);
        var (credential, problem) = await _access.AdoptAsync(Some.Hotspot("new"), keepsPassword: false, other.Token);
        Assert.Equal((true, null), (other.IsCancellationRequested, problem));
        Assert.True(Opens("new", credential!));
    }

    [Fact]
    public async Task A_device_never_stands_on_the_map_without_the_credential_of_its_claim_and_the_same_call_again_finishes()
    {
        var (made, _) = await _claims.CreateAsync([new ClaimOrder("c1", DeviceKind.Hotspot, null), new ClaimOrder("c2", DeviceKind.Hotspot, null)], Day, default);
        foreach (var claim in made)
        {
            _twins = new Twins(() => throw new InvalidOperationException("the process dies here"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => _claims.UseAsync(claim.Code, Some.Hotspot(claim.Claim.DeviceId), default));
            _twins = null;
            Assert.True(Opens(claim.Claim.DeviceId, claim.Credential));
        }

        Assert.Null(await _claims.UseAsync(made[0].Code, Some.Hotspot("c1"), default));
        Reopen();
        Assert.All(made, claim => Assert.True(Opens(claim.Claim.DeviceId, claim.Credential)));
        Assert.All(made, claim => Assert.Equal("used", _claims.Find(claim.Code)?.State));
    }

    public ValueTask DisposeAsync()
    {
        Close();
        _directory.Dispose();
        return default;
    }

    private void Knock(string clientId, string password, string address = "10.0.0.9") =>
        _access.Knocked(new Knock(clientId, clientId, address, SHA256.HashData(Encoding.UTF8.GetBytes(password)), null, default));

    private bool Opens(string id, string credential) => _registry.Authenticate(id, Encoding.UTF8.GetBytes(credential)) is not null;

    private void Open()
    {
        _database = new OperationsDatabase(_directory.Path);
        _registry = new SqliteRegistry(_database, () => _twins, _time);
        _access = new SqliteDeviceAccess(_database, _registry, _time);
        _claims = new SqliteClaims(_database, _registry, _access, _time);
    }

    private void Close()
    {
        _claims.Dispose();
        _access.Dispose();
        _registry.Dispose();
        _database.Dispose();
    }

    private void Reopen()
    {
        Close();
        Open();
    }

    private sealed class Twins(Action told) : IRegistryChangeSink
    {
        public ValueTask ChangedAsync(IReadOnlyList<int> handles, CancellationToken cancellationToken)
        {
            told();
            return default;
        }
    }
}
