using Ioc.Silo.Accounts;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Accounts;

public sealed class AccountsTests : IDisposable
{
    private const string Password = "bốn con chim sẻ";

    private readonly TempDirectory _directory = new();
    private OperationsDatabase _database;
    private SqliteAccounts _accounts;

    public AccountsTests()
    {
        _database = new OperationsDatabase(_directory.Path);
        _accounts = Open(1_000);
    }

    [Fact]
    public async Task A_user_signs_in_with_the_password_and_with_no_other()
    {
        Assert.False(await _accounts.AnyAsync(default));
        await _accounts.PutUserAsync("Lan.Nguyen", Password, AccountRole.Operator, default);
        Assert.True(await _accounts.AnyAsync(default));

        Assert.Equal(new Account("lan.nguyen", AccountRole.Operator), await _accounts.SignInAsync("lan.nguyen", Password, default));
        Assert.NotNull(await _accounts.SignInAsync(" LAN.nguyen", Password, default));
        Assert.Null(await _accounts.SignInAsync("lan.nguyen", Password + " ", default));
        Assert.Null(await _accounts.SignInAsync("lan.nguyen", "", default));
        Assert.Null(await _accounts.SignInAsync("nobody", Password, default));
        Assert.Null(await _accounts.SignInAsync("lan.nguyen", new string('x', 100_000), default));
    }

    [Fact]
    public async Task A_restart_keeps_users_and_tokens_and_passwords_made_with_fewer_rounds()
    {
        await _accounts.PutUserAsync("lan", Password, AccountRole.Administrator, default);
        var token = await _accounts.CreateTokenAsync("lan", "open data", default);
        Reopen(rounds: 2_000);
        Assert.Equal(AccountRole.Administrator, (await _accounts.SignInAsync("lan", Password, default))?.Role);
        Assert.Equal("lan", _accounts.FindByToken(token)?.UserName);
        Assert.Equal("lan", (await _accounts.FindUserAsync("LAN", default))?.UserName);
    }

    [Fact]
    public async Task Putting_a_user_again_sets_password_and_role_and_its_tokens_follow_the_role()
    {
        await _accounts.PutUserAsync("lan", Password, AccountRole.Administrator, default);
        var token = await _accounts.CreateTokenAsync("lan", "t", default);
        await _accounts.PutUserAsync("lan", "một mật khẩu khác", AccountRole.Viewer, default);
        Assert.Null(await _accounts.SignInAsync("lan", Password, default));
        Assert.Equal(AccountRole.Viewer, (await _accounts.SignInAsync("lan", "một mật khẩu khác", default))?.Role);
        Assert.Equal(AccountRole.Viewer, _accounts.FindByToken(token)?.Role);
    }

    [Fact]
    public async Task A_token_is_recognisable_and_any_change_of_it_is_refused()
    {
        await _accounts.PutUserAsync("lan", Password, AccountRole.Viewer, default);
        var token = await _accounts.CreateTokenAsync("lan", "t", default);
        Assert.StartsWith("ioc_", token, StringComparison.Ordinal);
        Assert.Equal(47, token.Length);
        Assert.NotEqual(token, await _accounts.CreateTokenAsync("lan", "t", default));
        Assert.NotNull(_accounts.FindByToken(token));
        foreach (var wrong in (string[])["", "ioc_", token[4..], token[..^1], token + "A", token.ToLowerInvariant(), new string('a', 1_000_000)])
            Assert.Null(_accounts.FindByToken(wrong));
        await Assert.ThrowsAsync<ArgumentException>(() => _accounts.CreateTokenAsync("nobody", "t", default));
    }

    [Theory]
    [InlineData("", Password, "user name")]
    [InlineData("có dấu", Password, "user name")]
    [InlineData("a b", Password, "user name")]
    [InlineData("lan", "123456789", "10 or more")]
    [InlineData("lan", "aaaaaaaaaaaaaaa", "repeats")]
    [InlineData("lan.nguyen", "lan.nguyen1", "user name")]
    public async Task A_bad_name_or_password_is_refused_with_what_to_do(string name, string password, string words)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _accounts.PutUserAsync(name, password, AccountRole.Viewer, default));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.False(await _accounts.AnyAsync(default));
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
        _accounts.Dispose();
        _database.Dispose();
        _directory.Dispose();
    }

    private void Reopen(int rounds)
    {
        _accounts.Dispose();
        _database.Dispose();
        _database = new OperationsDatabase(_directory.Path);
        _accounts = Open(rounds);
    }

    private SqliteAccounts Open(int rounds) =>
        new(_database, new StoreOptions { DataDirectory = _directory.Path, PasswordRounds = rounds }, new FakeTime());
}
