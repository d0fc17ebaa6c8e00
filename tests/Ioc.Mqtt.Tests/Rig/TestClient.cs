using System.Text;
using System.Threading.Channels;
using Ioc.Mqtt.Client;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>The library's own client with its messages in a queue.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    private readonly Channel<MqttMessage> _messages = Channel.CreateUnbounded<MqttMessage>();

    private TestClient(MqttClient mqtt) => Mqtt = mqtt;

    public MqttClient Mqtt { get; }

    public required MqttConnectResult Result { get; set; }

    public static async Task<TestClient> ConnectAsync(
        int port, string clientId, ProtocolVersion version, TimeProvider time, Func<MqttClientOptions, MqttClientOptions>? with)
    {
        var client = new TestClient(new MqttClient(time)) { Result = new MqttConnectResult(ReasonCode.UnspecifiedError, false) };
        var options = new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = clientId,
            Version = version,
            KeepAliveSeconds = 0,
            OnMessage = (_, message) => client._messages.Writer.WriteAsync(message),
        };
        client.Result = await client.Mqtt.ConnectAsync(with?.Invoke(options) ?? options).Within("CONNACK");
        return client;
    }

    public Task<MqttMessage> NextAsync() => _messages.Reader.ReadAsync().AsTask().Within("a message");

    public async Task<string> NextTextAsync()
    {
        MqttMessage message = await NextAsync();
        return $"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}";
    }

    public Task PublishAsync(string topic, string text, QualityOfService qos = QualityOfService.AtLeastOnce, bool retain = false, uint? expirySeconds = null) =>
        Mqtt.PublishAsync(topic, Encoding.UTF8.GetBytes(text), qos, retain, expirySeconds).AsTask().Within("the acknowledgement");

    public ValueTask DisposeAsync() => Mqtt.DisposeAsync();
}
