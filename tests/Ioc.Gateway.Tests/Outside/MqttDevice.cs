using System.Threading.Channels;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Gateway.Tests.Outside;

/// <summary>Whoever publishes for devices at the outside broker; it stays over the broker's restarts.</summary>
internal sealed class MqttDevice : IAsyncDisposable
{
    private readonly MqttLink _link;
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MqttDevice(MosquittoServer server, ChannelWriter<MqttMessage>? inbox, Func<MqttClientOptions, MqttClientOptions>? with)
    {
        var connection = new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            ClientId = "devices",
            SessionExpirySeconds = 600,
            Limits = new ClientLimits { QueuedMessagesMax = 5_000, ReconnectFirstMilliseconds = 20, ReconnectSecondsMax = 1 },
        };
        var options = new MqttLinkOptions
        {
            Connection = with?.Invoke(connection) ?? connection,
            OnMessage = (message, token) => inbox?.WriteAsync(message, token) ?? ValueTask.CompletedTask,
            OnStatus = (status, _) =>
            {
                if (status.State == LinkState.Up)
                    _up.TrySetResult();
                return ValueTask.CompletedTask;
            },
        };
        _link = new MqttLink(options, TimeProvider.System, new Random(7));
        _link.Start();
    }

    public static async Task<MqttDevice> StartAsync(
        MosquittoServer server, ChannelWriter<MqttMessage>? inbox, Func<MqttClientOptions, MqttClientOptions>? with = null)
    {
        var device = new MqttDevice(server, inbox, with);
        await device._up.Task.WaitAsync(Gateway.Tests.Patience.Limit);
        return device;
    }

    public async Task PublishAsync(string topic, byte[] payload, bool retain = false, Mqtt.QualityOfService qos = Mqtt.QualityOfService.AtLeastOnce)
    {
        var result = await _link.PublishAsync(new MqttMessage { Topic = topic, Payload = payload, Retain = retain, Qos = qos }).AsTask().WaitAsync(Gateway.Tests.Patience.Limit);
        Assert.Equal(PublishOutcome.Taken, result.Outcome);
    }

    public async Task SubscribeAsync(string filter) =>
        await _link.SubscribeAsync(new MqttSubscription(filter, Mqtt.QualityOfService.AtLeastOnce)).WaitAsync(Gateway.Tests.Patience.Limit);

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}
