using Ioc.Silo.Accounts;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Accounts;

/// <summary>Whoever asks may hang up at any moment: what was begun is finished.</summary>
public sealed class HangUpTests : IDisposable
{
    private const string Password = "bốn con chim sẻ";

    private readonly TempDirectory _directory = new();
    private readonly FakeTime _time = new();
    private readonly CancellationTokenSource _line = new();
    private AccountsRig _rig;

    public HangUpTests() => _rig = new AccountsRig(_directory.Path, 1_000, _time);

    public static TheoryData<string> Ends => ["password", "totp", "passkey", "reset", "shut"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_ends_every_session_ends_all_of_them_for_good_when_the_caller_hangs_up_at_the_first(string end)
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Operator));
        string[] stolen = [await OpenAsync(), await OpenAsync(), await OpenAsync()];
        var told = 0;
        foreach (var secret in stolen)
            _rig.Endings.Watch(Endings.Session(Secret.Key(secret)), HangUp);
        _rig.Endings.Watch(Endings.User("lan"), () => told++);

        Assert.Null(await Record.ExceptionAsync(() => EndAsync(end)));
        Assert.True(_line.IsCancellationRequested);
        Assert.All(stolen, secret => Assert.Null(_rig.Sessions.Use(secret)));
        Assert.Equal(end == "shut" ? 1 : 0, told);
        Reopen();
        Assert.All(stolen, secret => Assert.Null(_rig.Sessions.Use(secret)));
    }

    [Fact]
    public async Task A_session_that_was_ended_does_not_come_back_with_a_restart()
    {
        await _rig.AddAsync("lan", Password, new Grant(AccountRole.Viewer));
        var secret = await OpenAsync();
        _rig.Endings.Watch(Endings.Session(Secret.Key(secret)), HangUp);
        Assert.Null(await Record.ExceptionAsync(() => _rig.Sessions.CloseAsync(Secret.Key(secret), _line.Token)));
        Reopen();
        Assert.Null(_rig.Sessions.Use(secret));
    }

    [Fact]
    public async Task A_link_that_is_used_up_makes_its_account()
    {
        await _rig.AddAsync("lan", Password);
        var (secret, _) = await _rig.Invitations.CreateAsync("hoa", "Hoa", [new Grant(AccountRole.Editor)], "lan", TimeSpan.FromDays(1), default);
        var account = await WhileAccountsWaitAsync(() => _rig.Invitations.AcceptAsync(secret, Password, _line.Token), () => Assert.Null(_rig.Invitations.Find(secret)));
        Assert.Equal("hoa", account?.UserName);
    }

    [Fact]
    public async Task A_recovery_code_that_is_used_up_is_counted()
    {
        await _rig.AddAsync("lan", Password);
        var secret = Totp.NewSecret();
        var codes = (await _rig.Factors.EnrolTotpAsync("lan", secret, Totp.Code(secret, _time.GetUtcNow()), null, default))!;
        Assert.True(await WhileAccountsWaitAsync(() => _rig.Factors.UseRecoveryCodeAsync("lan", codes[0], _line.Token), () => { }));
        Assert.Equal(codes.Count - 1, _rig.Accounts.Find("lan")!.RecoveryCodesLeft);
    }

    public void Dispose()
    {
        _rig.Dispose();
        _directory.Dispose();
        _line.Dispose();
    }

    private void HangUp() => _line.Cancel();

    private Task EndAsync(string end)
    {
        var secret = Totp.NewSecret();
        return end switch
        {
            "password" => _rig.Accounts.SetPasswordAsync("lan", "một mật khẩu khác", false, null, _line.Token),
            "totp" => _rig.Factors.EnrolTotpAsync("lan", secret, Totp.Code(secret, _time.GetUtcNow()), null, _line.Token),
            "passkey" => _rig.Passkeys.AddAsync(new Passkey("k", "lan", "phone", [1], 0, [], false, false, _time.GetUtcNow(), null), null, _line.Token),
            "reset" => _rig.Factors.ResetAsync("lan", _line.Token),
            _ => _rig.Accounts.SetDisabledAsync("lan", true, _line.Token),
        };
    }

    /// <summary>Somebody else changes an account meanwhile, so that this waits after its first step; then its caller hangs up.</summary>
    private async Task<T> WhileAccountsWaitAsync<T>(Func<Task<T>> act, Action between)
    {
        var (entered, release) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource());
        var other = Task.Run(() => _rig.Book.ChangeAsync(
            "lan",
            _ =>
            {
                entered.SetResult();
#pragma warning disable xUnit1031
                release.Task.GetAwaiter().GetResult();
#pragma warning restore xUnit1031
                return null;
            },
            null, default));
        await entered.Task;
        var acting = act();
        try
        {
            Assert.False(acting.IsCompleted);
            between();
            HangUp();
        }
        finally
        {
            release.SetResult();
            await other;
        }

        return await acting;
    }

    private Task<string> OpenAsync() => _rig.Sessions.OpenAsync(new NewSession("lan", null, null, null, false), default);

    private void Reopen()
    {
        _rig.Dispose();
        _rig = new AccountsRig(_directory.Path, 1_000, _time);
    }
}
