using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Microsoft.Extensions.Hosting;

namespace Ioc.Gateway.Commands;

/// <summary>
/// Journals that a device's MQTT client acknowledged a command. The broker tells on its read loops, which must not wait for room in the
/// journal; so reports queue here, bounded. One that finds no room is dropped and counted: the device's receipt says more anyway.
/// </summary>
internal sealed class DeliveryReports(BroadcastNumbers numbers, IIntake intake, GatewayMetrics metrics) : BackgroundService
{
    private readonly Channel<long> _tags = Channel.CreateBounded<long>(
        new BoundedChannelOptions(GatewayLimits.DeliveryReportsQueuedMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public void Delivered(long tag)
    {
        if (!_tags.Writer.TryWrite(tag))
            metrics.ReportDropped();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var tag in _tags.Reader.ReadAllAsync(stoppingToken))
                await ReportAsync(tag, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The process is stopping: the ledger offers these commands again after the restart, and devices ignore what they know.
        }
    }

    private async Task ReportAsync(long tag, CancellationToken cancellationToken)
    {
        if (!numbers.TryRead(tag, out var broadcastId, out var deviceHandle))
        {
            metrics.ReportDropped();
            return;
        }

        var payload = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(broadcastId));
        AppendOutcome outcome;
        while ((outcome = intake.Append(EntryKind.CommandDelivered, deviceHandle, payload, listener: null)) == AppendOutcome.NoRoom)
            await intake.WaitForRoomAsync(cancellationToken);
        if (outcome == AppendOutcome.Failed)
            metrics.ReportDropped();
    }
}
