using Ioc.Silo.Broadcasts;
using Ioc.Silo.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Commands;

/// <summary>
/// Carries the ledger's commands towards the devices: QoS 1, with what is left of the command's time as message expiry, never after it.
/// A device that can't be reached gets nothing now; the ledger offers the command again when it can, or is heard.
/// </summary>
internal sealed class CommandPump(
    IBroadcasts broadcasts,
    IRegistry registry,
    ICommandChannel channel,
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
                await PublishAsync(command, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: commands left in the channel are offered again after the restart.
        }
    }

    private async ValueTask PublishAsync(OutboundCommand command, CancellationToken cancellationToken)
    {
        // Whole seconds, rounded down: the last fraction is given up, so that nothing can arrive after its time.
        var secondsLeft = (long)Math.Floor((command.ExpiresAt - time.GetUtcNow()).TotalSeconds);
        if (secondsLeft < 1)
        {
            Skip(command, "expired");
            return;
        }

        // Thousands may wait here for their turn; a false alarm is not sent on.
        if (!command.Cancel && broadcasts.IsCancelled(command.BroadcastId))
        {
            Skip(command, "cancelled");
            return;
        }

        if (registry.Current.DevicesById.GetValueOrDefault(command.DeviceId) is not { } device || device.Handle != command.DeviceHandle)
        {
            Skip(command, "removed");
            return;
        }

        var outcome = await channel.PublishAsync(device, command, (uint)Math.Min(secondsLeft, uint.MaxValue), cancellationToken);
        if (outcome == "published")
            metrics.Command(outcome);
        else
            Skip(command, outcome);
    }

    private void Skip(OutboundCommand command, string outcome)
    {
        metrics.Command(outcome);
        CommandLog.NotPublished(logger, command.BroadcastId, command.DeviceId, outcome);
    }
}
