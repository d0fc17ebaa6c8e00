using System.Security.Cryptography;
using System.Text;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Client;

namespace Ioc.Gateway.Tests;

public sealed class KnockTests
{
    [Fact]
    public async Task A_stranger_is_noted_with_what_it_said_and_its_password_only_as_a_hash()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        var will = new MqttWill { Topic = GatewayUnderTest.Topic("loa-new", "status"), Payload = """{"state":"offline"}"""u8.ToArray() };
        await gateway.TryConnectAsync(gateway.Options("loa-new") with { UserName = "factory", Password = "a long factory password", Will = will });
        Assert.True(gateway.Door.Knocks.TryDequeue(out var knock));
        Assert.Equal(("loa-new", "factory", "127.0.0.1", will.Topic), (knock.ClientId, knock.UserName, knock.Address, knock.Topic));
        Assert.Equal(SHA256.HashData("a long factory password"u8), knock.PasswordSha256);
    }

    [Fact]
    public async Task A_registered_device_with_a_wrong_credential_and_a_blocked_stranger_are_not_noted()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Door.Blocked.Add("pest");
        await gateway.TryConnectAsync(gateway.Options("loa-1") with { Password = "wrong" });
        await gateway.TryConnectAsync(gateway.Options("pest"));
        Assert.Empty(gateway.Door.Knocks);
        await gateway.TryConnectAsync(gateway.Options("short") with { Password = "short" });
        Assert.True(gateway.Door.Knocks.TryDequeue(out var knock));
        Assert.Null(knock.PasswordSha256);
    }

    [Fact]
    public async Task A_credential_that_is_taken_away_ends_its_connection_at_the_next_second()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var thief = await gateway.ConnectAsync("loa-1");
        var other = await gateway.ConnectAsync("loa-2");
        gateway.Sweep.Sweep();
        gateway.Registry.Rotate("loa-1");
        gateway.Door.Moved();
        gateway.Sweep.Sweep();
        Assert.Equal(ReasonCode.AdministrativeAction, (await thief.Closed.WaitAsync(Patience.Limit)).Code);
        await other.SubscribeAsync(GatewayUnderTest.Topic("loa-2", "command")).WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task A_mapped_certificate_opens_for_its_device_only_and_no_longer_once_it_is_taken_away()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        gateway.Door.Mapped["sha256:aa"] = "loa-1";
        Assert.Equal(ReasonCode.Success, await AskAsync("loa-1", "SN-77", "sha256:aa"));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await AskAsync("loa-2", "SN-77", "sha256:aa"));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await AskAsync("loa-1", "SN-77", "sha256:bb"));
        gateway.Door.Mapped["sha256:aa"] = null;
        Assert.Equal(ReasonCode.BadUserNameOrPassword, await AskAsync("loa-1", "loa-1", "sha256:aa"));

        async Task<ReasonCode> AskAsync(string clientId, string commonName, string identity) => (await gateway.Authenticator.AuthenticateAsync(
            new ConnectRequest { ClientId = clientId, Version = ProtocolVersion.V500, CertificateName = commonName, CertificateIdentities = [identity] }, default)).Reason;
    }

    [Theory]
    [InlineData(16)]
    [InlineData(15)]
    public async Task Only_passwords_that_can_not_be_guessed_from_their_hash_are_noted(int length)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        await gateway.Authenticator.AuthenticateAsync(
            new ConnectRequest { ClientId = "x", Version = ProtocolVersion.V500, HasPassword = true, Password = Encoding.UTF8.GetBytes(new string('p', length)) }, default);
        Assert.True(gateway.Door.Knocks.TryDequeue(out var knock));
        Assert.Equal(length >= 16, knock.PasswordSha256 is not null);
    }
}
