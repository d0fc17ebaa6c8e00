using System.Text;
using Ioc.Gateway.Sessions;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;

namespace Ioc.Gateway.Tests;

public sealed class CertificateTests
{
    [Theory]
    [InlineData("loa-1", null, "loa-1", true)]
    [InlineData("loa-1", "loa-1", "loa-1", true)]
    [InlineData("loa-1", null, "loa-2", false)]
    [InlineData("loa-1", "loa-2", "loa-1", false)]
    [InlineData("stranger", null, "stranger", false)]
    public async Task A_certificate_lets_in_the_registered_device_it_names_and_nobody_else(string clientId, string? userName, string certified, bool isLetIn)
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var decision = await gateway.Authenticator.AuthenticateAsync(Request(clientId, userName, certified, password: null), CancellationToken.None);
        Assert.Equal(isLetIn ? ReasonCode.Success : ReasonCode.BadUserNameOrPassword, decision.Reason);
        Assert.Equal(isLetIn, decision.State is DeviceSession { IsByCertificate: true });
    }

    [Fact]
    public async Task The_right_password_does_not_lend_another_devices_certificate()
    {
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        gateway.Registry.Add("loa-2");
        var decision = await gateway.Authenticator.AuthenticateAsync(Request("loa-1", "loa-1", "loa-2", "secret-loa-1"), CancellationToken.None);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, decision.Reason);
        Assert.Equal("the certificate names another device", Assert.Single(gateway.Rejections.Latest()).Detail);
    }

    private static ConnectRequest Request(string clientId, string? userName, string certified, string? password) => new()
    {
        ClientId = clientId,
        UserName = userName,
        Password = Encoding.UTF8.GetBytes(password ?? ""),
        HasPassword = password is not null,
        Version = ProtocolVersion.V500,
        CertificateName = certified,
    };
}
