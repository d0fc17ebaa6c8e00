using System.Buffers;
using System.Text;
using Ioc.Devices;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;
using Ioc.Silo.Broadcasts;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>
/// Steps 3 and 4 for what an outside broker delivers: whose is it, may it be kept, into the journal. On the connection's read loop, one message
/// at a time: while the journal has no room the socket is not read. What is refused is acknowledged all the same, or it would come for ever.
/// </summary>
internal sealed class BrokerIngest(
    Deliveries deliveries,
    DeviceQuotas quotas,
    IIntake intake,
    IRegistry registry,
    IDeviceDoor door,
    IRejections rejections,
    IBroadcasts broadcasts,
    GatewayMetrics metrics,
    TimeProvider time)
{
    public async ValueTask ReceiveAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        // A stored copy is no news (3.1.1, where it can't be asked not to be sent).
        if (message.Retain)
        {
            deliveries.Settle(message);
            return;
        }

        var payload = new ReadOnlySequence<byte>(message.Payload);
        var why = Judge(message, payload, out var device, out var named, out var channel);
        if (why != RejectionReason.None || device is null)
        {
            Refuse(message, payload, named, why);
            return;
        }

        var digest = message.PacketId == 0 ? default : MessageDigest.Of(channel.Kind, device.Handle, message.Payload.Span);
        if (MayRepeat(message) && deliveries.TryRecognise(message, digest))
        {
            metrics.Recognised();
            return;
        }

        if (quotas.Of(device.Handle)?.TryTake() == false)
        {
            Refuse(message, payload, named, RejectionReason.OverQuota);
            return;
        }

        await AppendAsync(channel.Kind, device.Handle, message, cancellationToken);
        if (message.PacketId != 0)
            deliveries.Appended(message, digest);
        metrics.Appended(channel.Kind);
        if (channel.Kind == EntryKind.Status && StatusDecoder.Decode(message.Payload.Span, out var online) == RejectionReason.None && online)
            broadcasts.DeviceReachable(device.Handle);
    }

    /// <summary>A repetition says so [MQTT-3.3.1-1]; one that a device has numbered is known by its bytes, said or not (<see cref="SeenMessages"/>).</summary>
    private static bool MayRepeat(MqttMessage message) =>
        message.PacketId != 0 && (message.Duplicate || message.Payload.Span.IndexOf("\"seq\""u8) >= 0);

    private RejectionReason Judge(
        MqttMessage message, in ReadOnlySequence<byte> payload, out Device? device, out string named, out DeviceChannel channel)
    {
        channel = default;
        var why = BrokerTopic.Read(message.Topic, registry.Current, out device, out named, out var word);
        return why == RejectionReason.None ? PublishJudge.Judge(Encoding.UTF8.GetBytes(word), payload, out channel, out _) : why;
    }

    private void Refuse(MqttMessage message, in ReadOnlySequence<byte> payload, string named, RejectionReason why)
    {
        rejections.Add(why, named, Encoding.UTF8.GetBytes(message.Topic), payload);
        if (why == RejectionReason.UnknownDevice && !door.IsBlocked(named))
            door.Knocked(new Knock(named, null, null, null, message.Topic, message.Payload));
        deliveries.Settle(message);
    }

    /// <summary>Waits as long as it takes: for room, and for a journal that can't write to be mended. The broker holds the rest meanwhile.</summary>
    private async ValueTask AppendAsync(EntryKind kind, int deviceHandle, MqttMessage message, CancellationToken cancellationToken)
    {
        var listener = message.Qos == QualityOfService.AtMostOnce ? null : deliveries;
        while (true)
        {
            switch (intake.Append(kind, deviceHandle, new ReadOnlySequence<byte>(message.Payload), listener))
            {
                case AppendOutcome.Shed:
                    HeardOnly.Append(intake, deviceHandle);
                    return;
                case AppendOutcome.Appended:
                    return;
                case AppendOutcome.NoRoom:
                    metrics.WaitedForRoom();
                    await intake.WaitForRoomAsync(cancellationToken);
                    break;
                default:
                    metrics.JournalFailed(1);
                    await WaitUntilAcceptingAsync(cancellationToken);
                    break;
            }
        }
    }

    private async ValueTask WaitUntilAcceptingAsync(CancellationToken cancellationToken)
    {
        while (!intake.IsAccepting(out _))
            await Task.Delay(GatewayLimits.JournalLook, time, cancellationToken);
    }
}
