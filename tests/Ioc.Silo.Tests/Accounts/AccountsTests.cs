using Ioc.Silo.Accounts;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Accounts;

public sealed class AccountsTests : IDisposable
{
    private const string Password = "bốn con chim sẻ";

    private readonly TempDirectory _directory = new();
    private readonly FakeTime _time = new();
    private AccountsRig _rig;

    public AccountsTests() => _rig = new AccountsRig(_directory.Path, 1_000, _time);

    [Fact]
    public async Task A_user_signs_in_with_the_password_and_with_no_other()
    {
        Assert.False(_rig.Accounts.Any);
        Assert.True(await _rig.AddAsync("Lan.Nguyen", Password, new Grant(AccountRole.Operator, "99001")));
        Assert.False(await _rig.AddAsync("lan.nguyen", Password));
        Assert.True(_rig.Accounts.Any);

        var account = await _rig.Accounts.CheckPasswordAsync("lan.nguyen", Password, default);
        Assert.Equal(("lan.nguyen", new Grant(AccountRole.Operator, "99001")), (account?.UserName, Assert.Single(account!.Grants)));
        Assert.NotNull(await _rig.Accounts.CheckPasswordAsync(" LAN.nguyen", Password, default));
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("lan.nguyen", Password + " ", default));
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("lan.nguyen", "", default));
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("nobody", Password, default));
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("lan.nguyen", new string('x', 100_000), default));
    }

    [Fact]
    public async Task A_system_has_no_password_and_signs_in_with_none()
    {
        await _rig.Accounts.AddAsync(new NewAccount("portal", null, [new Grant(AccountRole.Viewer)]), default);
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("portal", "", default));
        Assert.NotNull(_rig.Tokens.Use((await _rig.Tokens.CreateAsync("portal", "t", null, null, default)).Token, null));
    }

    [Fact]
    public async Task A_restart_keeps_users_tokens_and_sessions_and_strengthens_a_hash_of_fewer_rounds_at_sign_in()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Administrator));
        var (token, _) = await _rig.Tokens.CreateAsync("lan", "open data", [Permission.See], _time.GetUtcNow().AddDays(9), default);
        var session = await _rig.Sessions.OpenAsync(new NewSession("lan", null, "::1", "Firefox", true), default);
        Reopen(rounds: 2_000);
        Assert.True((await _rig.Accounts.CheckPasswordAsync("lan", Password, default))?.Has(AccountRole.Administrator));
        Assert.StartsWith("pbkdf2-sha256$2000$", _rig.Book.Find("lan")!.Password, StringComparison.Ordinal);
        Assert.NotNull(await _rig.Accounts.CheckPasswordAsync("lan", Password, default));
        Assert.Equal(Permission.See, Assert.Single(_rig.Tokens.Use(token, null)!.Permissions!));
        Assert.Equal(("lan", "Firefox", true), (_rig.Sessions.Use(session)?.UserName, _rig.Sessions.Use(session)?.Agent, _rig.Sessions.Use(session)?.HasSecondFactor));
    }

    [Fact]
    public async Task Another_password_ends_every_session_but_the_one_that_changed_it()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Administrator));
        var (here, there) = (await OpenAsync("lan"), await OpenAsync("lan"));
        var told = 0;
        using var watch = _rig.Endings.Watch(Endings.Session(Secret.Key(there)), () => told++);
        Assert.True(await _rig.Accounts.SetPasswordAsync("lan", "một mật khẩu khác", false, Secret.Key(here), default));
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("lan", Password, default));
        Assert.Equal((true, false, 1), (_rig.Sessions.Use(here) is not null, _rig.Sessions.Use(there) is not null, told));
        Assert.Equal(AccountRole.Administrator, Assert.Single(_rig.Accounts.Find("lan")!.Grants).Role);
    }

    [Fact]
    public async Task Who_was_pinned_at_the_provider_stays_through_an_own_new_password_and_through_nothing_that_others_do()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        var own = Secret.Key(await OpenAsync("lan"));
        Func<Task>[] others =
        [
            () => _rig.Accounts.SetPasswordAsync("lan", "một mật khẩu khác", false, null, default), () => _rig.Factors.ResetAsync("lan", default),
            async () => await _rig.Invitations.AcceptAsync((await _rig.Invitations.CreateAsync("lan", "", [new Grant(AccountRole.Viewer)], "admin", TimeSpan.FromDays(1), default)).Secret, Password, default),
        ];
        foreach (var reset in others)
        {
            Assert.NotNull(await _rig.Accounts.EnterFromProviderAsync("issuer subject", "lan", default));
            await _rig.Accounts.SetPasswordAsync("lan", "một mật khẩu khác", false, own, default);
            Assert.Equal("issuer subject", _rig.Accounts.Find("lan")!.ProviderSubject);
            await reset();
            Assert.Null(_rig.Accounts.Find("lan")!.ProviderSubject);
        }

        Reopen(rounds: 1_000);
        Assert.Null(_rig.Accounts.Find("lan")!.ProviderSubject);
    }

    [Fact]
    public async Task A_shut_account_lets_nobody_in_and_an_erased_one_leaves_nothing()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        var (token, _) = await _rig.Tokens.CreateAsync("lan", "t", null, null, default);
        var session = await OpenAsync("lan");
        await _rig.Accounts.SetDisabledAsync("lan", true, default);
        Assert.Null(_rig.Sessions.Use(session));
        Assert.Null(_rig.Tokens.Use(token, null));
        Assert.Null(await _rig.Accounts.CheckPasswordAsync("lan", Password, default));
        await _rig.Accounts.SetDisabledAsync("lan", false, default);
        Assert.NotNull(_rig.Tokens.Use(token, null));
        Assert.Equal(AccountChange.Done, await _rig.Accounts.RemoveAsync("lan", default));
        Reopen(rounds: 1_000);
        Assert.Null(_rig.Tokens.Use(token, null));
        Assert.Empty(_rig.Accounts.All);
    }

    [Fact]
    public async Task A_revoked_or_expired_token_is_refused_and_its_connections_are_told()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        var (token, entry) = await _rig.Tokens.CreateAsync("lan", "t", null, null, default);
        var (brief, _) = await _rig.Tokens.CreateAsync("lan", "t", null, _time.GetUtcNow().AddHours(1), default);
        Assert.Equal("10.0.0.7", _rig.Tokens.Use(token, "10.0.0.7")?.LastUsedFrom);
        var told = 0;
        using var watch = _rig.Endings.Watch(Endings.Token(entry.Id), () => told++);
        Assert.True(await _rig.Tokens.RevokeAsync(entry.Id, default));
        Assert.Equal((null, 1), (_rig.Tokens.Use(token, null), told));
        Assert.NotNull(_rig.Tokens.Use(brief, null));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Null(_rig.Tokens.Use(brief, null));
        Reopen(rounds: 1_000);
        Assert.Null(_rig.Tokens.Use(token, null));
    }

    [Fact]
    public async Task A_session_slides_and_ends_unused()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        var session = await OpenAsync("lan");
        _time.Advance(TimeSpan.FromHours(11));
        Assert.NotNull(_rig.Sessions.Use(session));
        Reopen(rounds: 1_000);
        _time.Advance(TimeSpan.FromHours(11));
        Assert.NotNull(_rig.Sessions.Use(session));
        _time.Advance(TimeSpan.FromHours(12.1));
        Assert.Null(_rig.Sessions.Use(session));
        Assert.Empty(_rig.Sessions.Of("lan"));
    }

    [Fact]
    public async Task The_time_to_enrol_a_factor_runs_from_when_one_is_needed_and_is_moved_by_nothing_else()
    {
        static bool Needs(Account account) => account.Has(AccountRole.Operator);
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        _time.Advance(TimeSpan.FromDays(1));
        await _rig.Accounts.SetGrantsAsync("lan", [new Grant(AccountRole.Operator, "99001")], Needs, default);
        var from = _time.GetUtcNow();
        Assert.Equal(from.ToUnixTimeMilliseconds(), _rig.Accounts.Find("lan")!.FactorFrom.ToUnixTimeMilliseconds());
        _time.Advance(TimeSpan.FromDays(6));
        await _rig.Accounts.SetGrantsAsync("lan", [new Grant(AccountRole.Operator, "99001")], Needs, default);
        await _rig.Accounts.SetGrantsAsync("lan", [new Grant(AccountRole.Operator)], Needs, default);
        Assert.Equal(from, _rig.Accounts.Find("lan")!.FactorFrom);
    }

    [Fact]
    public async Task Two_chiefs_who_shut_each_other_at_once_leave_one()
    {
        foreach (var how in (Func<string, Task<AccountChange>>[])
        [
            name => _rig.Accounts.SetDisabledAsync(name, true, default), name => _rig.Accounts.SetGrantsAsync(name, [], _ => false, default), name => _rig.Accounts.RemoveAsync(name, default),
        ])
        {
            foreach (var name in (string[])["a", "b"])
            {
                await _rig.AddAsync(name, Password, new Grant(AccountRole.Administrator));
                await _rig.Accounts.SetGrantsAsync(name, [new Grant(AccountRole.Administrator)], _ => false, default);
                await _rig.Accounts.SetDisabledAsync(name, false, default);
            }

            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => how(number % 2 == 0 ? "a" : "b"))));
            Assert.Contains(AccountChange.LastChief, outcomes);
            Assert.Single(_rig.Accounts.All, account => !account.IsDisabled && account.Has(AccountRole.Administrator));
        }

        Assert.Equal(AccountChange.Unknown, await _rig.Accounts.RemoveAsync("nobody", default));
    }

    [Fact]
    public async Task A_token_is_recognisable_and_any_change_of_it_is_refused()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        var (token, _) = await _rig.Tokens.CreateAsync("lan", "t", null, null, default);
        Assert.StartsWith("ioc_", token, StringComparison.Ordinal);
        Assert.Equal(47, token.Length);
        Assert.NotNull(_rig.Tokens.Use(token, null));
        foreach (var wrong in (string[])["", "ioc_", token[4..], token[..^1], token + "A", token.ToLowerInvariant(), new string('a', 1_000_000)])
            Assert.Null(_rig.Tokens.Use(wrong, null));
        await Assert.ThrowsAsync<ArgumentException>(() => _rig.Tokens.CreateAsync("nobody", "t", null, null, default));
    }

    [Theory]
    [InlineData("", Password, "user name")]
    [InlineData("có dấu", Password, "user name")]
    [InlineData("a b", Password, "user name")]
    [InlineData("lan", "123456789", "12 or more")]
    [InlineData("lan", "aaaaaaaaaaaaaaa", "repeats")]
    [InlineData("lan.nguyen", "lan.nguyen12", "user name")]
    public async Task A_bad_name_or_password_is_refused_with_what_to_do(string name, string password, string words)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _rig.AddAsync(name, password, new Grant(AccountRole.Viewer)));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.False(_rig.Accounts.Any);
    }

    [Fact]
    public void The_product_hashes_with_600000_rounds_and_a_salt_of_its_own_for_each()
    {
        Assert.Equal(600_000, new StoreOptions { DataDirectory = "x" }.PasswordRounds);
        var (one, other) = (PasswordHash.Make(Password, 1_000), PasswordHash.Make(Password, 1_000));
        Assert.NotEqual(one, other);
        Assert.StartsWith("pbkdf2-sha256$1000$", one, StringComparison.Ordinal);
        Assert.True(PasswordHash.Matches(Password, one));
        Assert.False(PasswordHash.Matches(Password, "md5$nonsense"));
    }

    public void Dispose()
    {
        _rig.Dispose();
        _directory.Dispose();
    }

    private Task<string> OpenAsync(string name) => _rig.Sessions.OpenAsync(new NewSession(name, null, null, null, false), default);

    private void Reopen(int rounds)
    {
        _rig.Dispose();
        _rig = new AccountsRig(_directory.Path, rounds, _time);
    }
}
