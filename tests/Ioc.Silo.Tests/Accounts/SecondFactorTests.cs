using System.Text;
using Ioc.Silo.Accounts;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Accounts;

public sealed class SecondFactorTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTime _time = new();
    private readonly AccountsRig _rig;

    public SecondFactorTests() => _rig = new AccountsRig(_directory.Path, 1_000, _time);

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void Codes_are_those_of_RFC_6238(long unixSeconds, string code) =>
        Assert.Equal(code, Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), DateTimeOffset.FromUnixTimeSeconds(unixSeconds)));

    [Theory]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_RFC_4648_says(string bytes, string text) => Assert.Equal(text, Base32.Encode(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public async Task An_app_s_secret_is_not_readable_in_the_database_and_is_good_for_its_owner_alone()
    {
        var secret = await EnrolAsync();
        var stored = _rig.StoredTotp("lan");
        Assert.DoesNotContain(Convert.ToHexString(secret), Convert.ToHexString(stored), StringComparison.Ordinal);
        Assert.Equal(secret, SecretBox.In(_directory.Path).Open("lan", stored));
        Assert.Throws<InvalidDataException>(() => SecretBox.In(_directory.Path).Open("minh", stored));
        File.Delete(Path.Combine(_directory.Path, SecretBox.FileName));
        Assert.Contains("same backup", Assert.Throws<InvalidDataException>(() => SecretBox.In(_directory.Path).Open("lan", stored)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_taken_once_and_half_a_minute_early_or_late()
    {
        var secret = await EnrolAsync();
        Assert.False(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, _time.GetUtcNow()), default));
        _time.Advance(TimeSpan.FromMinutes(5));
        var now = _time.GetUtcNow();
        Assert.False(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, now.AddSeconds(-60)), default));
        Assert.False(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, now.AddSeconds(60)), default));
        Assert.True(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, now.AddSeconds(-30)), default));
        Assert.True(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, now.AddSeconds(30)), default));
        Assert.False(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, now), default));
        Assert.False(await _rig.Factors.CheckTotpAsync("lan", Totp.Code(secret, now.AddSeconds(30)), default));
        Assert.False(await _rig.Factors.CheckTotpAsync("lan", "", default));
        Assert.False(await _rig.Factors.CheckTotpAsync("nobody", "123456", default));
    }

    [Fact]
    public async Task A_wrong_code_enrols_nothing()
    {
        await _rig.AddAsync("lan", "bốn con chim sẻ", new Grant(AccountRole.Operator));
        Assert.Null(await _rig.Factors.EnrolTotpAsync("lan", Totp.NewSecret(), "000000", null, default));
        Assert.False(_rig.Accounts.Find("lan")!.HasSecondFactor);
    }

    [Fact]
    public async Task Ten_recovery_codes_work_once_each_however_they_are_typed()
    {
        await _rig.AddAsync("lan", "bốn con chim sẻ", new Grant(AccountRole.Operator));
        var secret = Totp.NewSecret();
        var codes = (await _rig.Factors.EnrolTotpAsync("lan", secret, Totp.Code(secret, _time.GetUtcNow()), null, default))!;
        Assert.Equal(10, codes.Distinct().Count());
        Assert.True(await _rig.Factors.UseRecoveryCodeAsync("LAN", codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal), default));
        Assert.False(await _rig.Factors.UseRecoveryCodeAsync("lan", codes[3], default));
        Assert.Equal(9, _rig.Accounts.Find("lan")!.RecoveryCodesLeft);
        Assert.NotNull(await _rig.Factors.RenewRecoveryCodesAsync("lan", default));
        Assert.False(await _rig.Factors.UseRecoveryCodeAsync("lan", codes[4], default));
    }

    [Fact]
    public async Task Enrolling_and_resetting_sign_every_other_browser_out()
    {
        await _rig.AddAsync("lan", "bốn con chim sẻ", new Grant(AccountRole.Operator));
        var here = await OpenAsync();
        var there = await OpenAsync();
        var secret = Totp.NewSecret();
        Assert.NotNull(await _rig.Factors.EnrolTotpAsync("lan", secret, Totp.Code(secret, _time.GetUtcNow()), Secret.Key(here), default));
        Assert.Equal((true, false), (_rig.Sessions.Use(here) is not null, _rig.Sessions.Use(there) is not null));
        Assert.True(await _rig.Factors.ResetAsync("lan", default));
        Assert.Null(_rig.Sessions.Use(here));
        Assert.Equal((false, 0), (_rig.Accounts.Find("lan")!.HasSecondFactor, _rig.Accounts.Find("lan")!.RecoveryCodesLeft));
    }

    [Fact]
    public async Task A_browser_is_known_for_its_own_person_and_the_oldest_is_forgotten()
    {
        await _rig.AddAsync("lan", "bốn con chim sẻ");
        await _rig.AddAsync("hoa", "bốn con chim sẻ");
        var first = await _rig.Browsers.RememberAsync("lan", default);
        Assert.Equal((true, false), (_rig.Browsers.Knows("lan", first), _rig.Browsers.Knows("hoa", first)));
        for (var i = 0; i < AccountsLimits.KnownBrowsersMax; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await _rig.Browsers.RememberAsync("lan", default);
        }

        Assert.False(_rig.Browsers.Knows("lan", first));
    }

    public void Dispose()
    {
        _rig.Dispose();
        _directory.Dispose();
    }

    private async Task<byte[]> EnrolAsync()
    {
        await _rig.AddAsync("lan", "bốn con chim sẻ", new Grant(AccountRole.Operator));
        var secret = Totp.NewSecret();
        Assert.NotNull(await _rig.Factors.EnrolTotpAsync("lan", secret, Totp.Code(secret, _time.GetUtcNow()), null, default));
        return secret;
    }

    private Task<string> OpenAsync() => _rig.Sessions.OpenAsync(new NewSession("lan", null, null, null, false), default);
}
