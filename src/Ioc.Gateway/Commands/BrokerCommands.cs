using Ioc.Devices;
using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Broadcasts;

namespace Ioc.Gateway.Commands;

/// <summary>Commands through our own broker, to the device's session and nobody else's; the broker reports when the device acknowledged.</summary>
internal sealed class BrokerCommands(MqttBroker broker, BroadcastNumbers numbers) : ICommandChannel
{
    public ValueTask<string> PublishAsync(Device device, OutboundCommand command, uint expirySeconds, CancellationToken cancellationToken)
    {
        var receivers = broker.Publish(new OutgoingMessage
        {
            Topic = DeviceTopics.Command(device),
            Payload = command.Payload,
            Qos = QualityOfService.AtLeastOnce,
            ExpirySeconds = expirySeconds,
            ClientId = command.DeviceId,
            Tag = numbers.TagFor(command.BroadcastId, command.DeviceHandle),
        });
        return ValueTask.FromResult(receivers == 0 ? "no_session" : "published");
    }
}
