using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Commands;

/// <summary>
/// Carries the ledger's commands to the broker: QoS 1, with what is left of the command's time as message expiry, never after it.
/// A device without a session gets nothing now; the ledger offers the command again when it subscribes.
/// </summary>
internal sealed class CommandPump(
    IBroadcasts broadcasts,
    IRegistry registry,
    MqttBroker broker,
    BroadcastNumbers numbers,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<CommandPump> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pace = new CommandPace(time);
        try
        {
            await foreach (var command in broadcasts.Commands.ReadAllAsync(stoppingToken))
            {
                await pace.WaitAsync(stoppingToken);
                Publish(command);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: commands left in the channel are offered again after the restart.
        }
    }

    private void Publish(OutboundCommand command)
    {
        // Whole seconds, rounded down: the last fraction is given up, so that nothing can arrive after its time.
        var secondsLeft = (long)Math.Floor((command.ExpiresAt - time.GetUtcNow()).TotalSeconds);
        if (secondsLeft < 1)
        {
            Skip(command, "expired");
            return;
        }

        if (registry.Current.DevicesById.GetValueOrDefault(command.DeviceId) is not { } device || device.Handle != command.DeviceHandle)
        {
            Skip(command, "removed");
            return;
        }

        var receivers = broker.Publish(new OutgoingMessage
        {
            Topic = DeviceTopics.Command(device),
            Payload = command.Payload,
            Qos = QualityOfService.AtLeastOnce,
            ExpirySeconds = (uint)Math.Min(secondsLeft, uint.MaxValue),
            ClientId = command.DeviceId,
            Tag = numbers.TagFor(command.BroadcastId, command.DeviceHandle),
        });
        if (receivers == 0)
            Skip(command, "no_session");
        else
            metrics.Command("published");
    }

    private void Skip(OutboundCommand command, string outcome)
    {
        metrics.Command(outcome);
        CommandLog.NotPublished(logger, command.BroadcastId, command.DeviceId, outcome);
    }
}
