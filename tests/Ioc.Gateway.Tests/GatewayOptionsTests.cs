namespace Ioc.Gateway.Tests;

public sealed class GatewayOptionsTests
{
    [Fact]
    public void The_defaults_can_be_used_and_listen_to_nobody_outside()
    {
        Assert.Empty(new GatewayOptions().Errors());
        Assert.Equal("127.0.0.1", new GatewayOptions().ListenAddress);
    }

    [Fact]
    public void Every_error_is_reported_at_once()
    {
        var options = new GatewayOptions
        {
            ListenAddress = "here",
            MqttPort = 70_000,
            MqttTlsPort = 0,
            TlsCertificateFile = "/nowhere/cert.pem",
            TlsKeyFile = "/nowhere/key.pem",
            QuotaMessagesPerSecond = 0,
            QuotaBurstMessages = -1,
            MqttListenAddresses = ["::", "there"],
            ProxyNetworks = ["10.0.0.0/8", "10.0.0.0/99"],
            TlsClientAuthoritiesFile = "/nowhere/ca.pem",
            Limits = new Ioc.Mqtt.MqttLimits { ConnectionsPerAddressMax = 0 },
        };
        Assert.Equal(11, options.Errors().Count);
    }

    [Fact]
    public void A_certificate_without_a_port_is_a_mistake() =>
        Assert.Single(new GatewayOptions { TlsCertificateFile = "cert.pem" }.Errors());
}
