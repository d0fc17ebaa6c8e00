using System.Text;
using System.Threading.Channels;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.EndToEnd.Tests;

/// <summary>A device on the real broker: says things, and remembers the commands it hears.</summary>
internal sealed class TestDevice : IAsyncDisposable
{
    private readonly MqttClient _client = new();
    private readonly Channel<string> _commands = Channel.CreateUnbounded<string>();
    private readonly string _prefix;

    private TestDevice(string kind, string id)
    {
        Id = id;
        _prefix = $"ioc/v1/{kind}/{id}/";
    }

    public string Id { get; }

    public static async Task<TestDevice> ConnectAsync(ChildServer server, string kind, string id, string credential)
    {
        var device = new TestDevice(kind, id);
        var result = await device._client.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = server.MqttPort,
            ClientId = id,
            UserName = id,
            Password = credential,
            CleanStart = false,
            SessionExpirySeconds = 3600,
            Will = new MqttWill { Topic = device._prefix + "status", Payload = Encoding.UTF8.GetBytes("""{"state":"offline"}"""), Qos = QualityOfService.AtLeastOnce },
            OnMessage = device.KeepAsync,
        });
        Assert.Equal(ReasonCode.Success, result.Reason);
        Assert.Equal(ReasonCode.GrantedQos1, await device._client.SubscribeAsync(device._prefix + "command", QualityOfService.AtLeastOnce));
        return device;
    }

    public async Task<ReasonCode> SayAsync(string channel, string payload) =>
        await _client.PublishAsync(_prefix + channel, Encoding.UTF8.GetBytes(payload), QualityOfService.AtLeastOnce);

    public async Task<ReasonCode> PublishAsync(string topic, string payload) =>
        await _client.PublishAsync(topic, Encoding.UTF8.GetBytes(payload), QualityOfService.AtLeastOnce);

    public async Task<string> NextCommandAsync() => await _commands.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Drops the socket, as a power cut does: the last will speaks.</summary>
    public void Drop() => _client.Abort();

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private ValueTask KeepAsync(MqttClient client, MqttMessage message) =>
        _commands.Writer.WriteAsync(Encoding.UTF8.GetString(message.Payload.Span));
}
