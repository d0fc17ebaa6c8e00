using Ioc.Silo.Accounts;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Accounts;

public sealed class InvitationTests : IDisposable
{
    private const string Password = "bốn con chim sẻ";

    private readonly TempDirectory _directory = new();
    private readonly FakeTime _time = new();
    private readonly AccountsRig _rig;

    public InvitationTests() => _rig = new AccountsRig(_directory.Path, 1_000, _time);

    [Fact]
    public async Task A_link_makes_one_account_with_its_roles_even_when_it_is_opened_many_times_at_once()
    {
        var secret = await InviteAsync("hoa");
        await Assert.ThrowsAsync<ArgumentException>(() => _rig.Invitations.AcceptAsync(secret, "short", default));
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _rig.Invitations.AcceptAsync(secret, Password, default)));
        Assert.Equal(new Grant(AccountRole.Editor, "99001"), Assert.Single(Assert.Single(accepted, account => account is not null)!.Grants));
        Assert.NotNull(await _rig.Accounts.CheckPasswordAsync("hoa", Password, default));
        Assert.Null(await _rig.Invitations.AcceptAsync(secret, Password, default));
        Assert.Empty(_rig.Invitations.All());
    }

    [Fact]
    public async Task For_somebody_who_is_there_it_sets_the_password_and_leaves_the_roles()
    {
        await _rig.AddAsync("hoa", "một mật khẩu khác", new Grant(AccountRole.Viewer));
        var secret = await InviteAsync("hoa");
        Assert.Equal(AccountRole.Viewer, Assert.Single((await _rig.Invitations.AcceptAsync(secret, Password, default))!.Grants).Role);
        Assert.NotNull(await _rig.Accounts.CheckPasswordAsync("hoa", Password, default));
        Assert.Null(await _rig.Invitations.AcceptAsync(secret, Password, default));
    }

    [Fact]
    public async Task It_is_never_taken_for_the_other_thing_it_could_be()
    {
        var forNew = await InviteAsync("hoa");
        await _rig.AddAsync("hoa", "một mật khẩu khác", new Grant(AccountRole.Administrator));
        Assert.Null(await _rig.Invitations.AcceptAsync(forNew, Password, default));
        Assert.NotNull(await _rig.Accounts.CheckPasswordAsync("hoa", "một mật khẩu khác", default));
        var forPassword = await InviteAsync("hoa");
        await _rig.AddAsync("other", "một mật khẩu khác", new Grant(AccountRole.Administrator));
        await _rig.Accounts.RemoveAsync("hoa", default);
        Assert.Null(await _rig.Invitations.AcceptAsync(forPassword, Password, default));
        Assert.Null(_rig.Accounts.Find("hoa"));
    }

    [Fact]
    public async Task It_ends_with_who_gave_it_and_with_new_roles_or_another_password_of_whom_it_is_for()
    {
        await _rig.AddAsync("admin", Password, new Grant(AccountRole.Viewer));
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        Func<Task>[] ends =
        [
            () => _rig.Accounts.SetDisabledAsync("admin", true, default), () => _rig.Accounts.SetGrantsAsync("lan", [], _ => false, default),
            () => _rig.Accounts.SetPasswordAsync("lan", "một mật khẩu khác", false, null, default), () => _rig.Accounts.SetDisabledAsync("lan", true, default),
            () => _rig.Accounts.RemoveAsync("admin", default),
        ];
        foreach (var end in ends)
        {
            await InviteAsync("lan");
            await end();
            Assert.Empty(_rig.Invitations.All());
        }
    }

    [Fact]
    public async Task An_expired_withdrawn_or_repeated_one_is_worth_nothing()
    {
        var first = await InviteAsync("hoa");
        var second = await InviteAsync("hoa");
        Assert.Equal((false, true), (_rig.Invitations.Find(first) is not null, _rig.Invitations.Find(second) is not null));
        Assert.True(await _rig.Invitations.WithdrawAsync(Assert.Single(_rig.Invitations.All()).Id, default));
        Assert.Null(await _rig.Invitations.AcceptAsync(second, Password, default));
        var third = await InviteAsync("hoa");
        _time.Advance(TimeSpan.FromDays(7));
        Assert.Null(await _rig.Invitations.AcceptAsync(third, Password, default));
        Assert.Null(_rig.Accounts.Find("hoa"));
    }

    public void Dispose()
    {
        _rig.Dispose();
        _directory.Dispose();
    }

    private async Task<string> InviteAsync(string name) =>
        (await _rig.Invitations.CreateAsync(name, "Hoa", [new Grant(AccountRole.Editor, "99001")], "admin", TimeSpan.FromDays(7), default)).Secret;
}
