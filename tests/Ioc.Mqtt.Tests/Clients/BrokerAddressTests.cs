using Ioc.Mqtt.Client;

namespace Ioc.Mqtt.Tests.Clients;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("mqtt://broker", ClientTransport.Tcp, "broker", 1883, "")]
    [InlineData("mqtts://broker.example/", ClientTransport.Tls, "broker.example", 8883, "")]
    [InlineData("mqtts://10.0.0.7:8884", ClientTransport.Tls, "10.0.0.7", 8884, "")]
    [InlineData("mqtt://[::1]:1884", ClientTransport.Tcp, "::1", 1884, "")]
    [InlineData("ws://broker", ClientTransport.WebSocket, "broker", 80, "/mqtt")]
    [InlineData("wss://broker/inner/mqtt", ClientTransport.WebSocketTls, "broker", 443, "/inner/mqtt")]
    [InlineData("wss://broker:8084", ClientTransport.WebSocketTls, "broker", 8084, "/mqtt")]
    public void An_address_says_transport_host_port_and_path(string text, ClientTransport transport, string host, int port, string path)
    {
        Assert.True(BrokerAddress.TryParse(text, out BrokerAddress? address, out _));
        Assert.Equal(new BrokerAddress(transport, host, port, path), address);
        Assert.True(BrokerAddress.TryParse(address.ToString(), out BrokerAddress? again, out _));
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("", "is not an address")]
    [InlineData("broker:1883", "is not an address")]
    [InlineData("mqtt:broker", "is not an address")]
    [InlineData("mqtt://", "has no host")]
    [InlineData("mqtt://broker:99999", "is not an address")]
    [InlineData("http://broker", "not one of mqtt, mqtts, ws and wss")]
    [InlineData("mqtt://broker:0", "Port 0")]
    [InlineData("mqtt://broker/mqtt", "only ws and wss have one")]
    [InlineData("ws://broker/mqtt?token=1", "query or fragment")]
    public void A_wrong_address_is_refused_with_what_is_wrong(string text, string problem)
    {
        Assert.False(BrokerAddress.TryParse(text, out BrokerAddress? address, out string found));
        Assert.Null(address);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_an_address_is_refused_and_not_repeated()
    {
        Assert.False(BrokerAddress.TryParse("mqtts://gateway:secret@broker", out _, out string problem));
        Assert.Contains("credentials are given apart", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_do_not_print_their_password()
    {
        string printed = new MqttClientOptions { Host = "broker", UserName = "gateway", Password = "secret" }.ToString();
        Assert.DoesNotContain("secret", printed, StringComparison.Ordinal);
    }
}
