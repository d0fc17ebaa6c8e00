using System.Diagnostics;
using Ioc.Devices.Rejections;
using Ioc.Gateway.Sessions;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Intake;
using Ioc.Silo.Rejections;

namespace Ioc.Gateway.Publishes;

/// <summary>
/// Steps 3 and 4: judges one publish, appends it to the journal, and leaves it unacknowledged until the journal says it is on disk.
/// Runs on the connections' read loops; the good path allocates nothing.
/// </summary>
internal sealed class JournalSink(IIntake intake, IRejections rejections, GatewayMetrics metrics) : IPublishSink
{
    public PublishAnswer Publish(IBrokerClient client, in IncomingPublish publish)
    {
        if (client.State is not DeviceSession session)
            throw new UnreachableException("BUG: a connection without a device session published");

        // Step 3: authorise the publish.
        if (!session.IsOwnTopic(publish.Topic, out var word))
            return RefuseTopic(session, publish);
        if (PublishJudge.Judge(word, publish.Payload, out var channel, out var answer) is var why and not RejectionReason.None)
            return Refuse(session, publish, why, answer);
        // A will is the broker's doing, on another thread, and must never be lost to a quota.
        if (!publish.IsWill && !session.TryTakeQuota())
            return Refuse(session, publish, RejectionReason.OverQuota, ReasonCode.QuotaExceeded);

        if (session.HasLostOne)
            return new PublishAnswer(PublishVerdict.Close, ReasonCode.ServerBusy);
        session.Attach(client);
        return Append(session, channel, publish);
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => intake.WaitForRoomAsync(cancellationToken);

    private PublishAnswer Append(DeviceSession session, DeviceChannel channel, in IncomingPublish publish)
    {
        // Only what the broker counts as waiting for an acknowledgement is listened to: QoS 0 and wills have none.
        var listener = publish.Qos == QualityOfService.AtMostOnce || publish.IsWill ? null : session;

        // Step 4: append to the journal; the group commit acknowledges.
        switch (intake.Append(channel.Kind, session.Device.Handle, publish.Payload, listener))
        {
            case AppendOutcome.Appended:
                metrics.Appended(channel.Kind);
                return new PublishAnswer(PublishVerdict.Deferred);
            case AppendOutcome.NoRoom:
                metrics.WaitedForRoom();
                return new PublishAnswer(PublishVerdict.NoRoom);
            case AppendOutcome.Shed:
                // QoS 0: nobody waits for an answer, and the journal counts what it drops.
                HeardOnly.Append(intake, session.Device.Handle);
                return new PublishAnswer(PublishVerdict.Consumed);
            case AppendOutcome.Failed:
                metrics.JournalFailed(1);
                return new PublishAnswer(PublishVerdict.Close, ReasonCode.ServerBusy);
            default:
                throw new UnreachableException("BUG: unknown append outcome");
        }
    }

    private PublishAnswer RefuseTopic(DeviceSession session, in IncomingPublish publish) =>
        Refuse(
            session,
            publish,
            DeviceTopics.IsContractTopic(publish.Topic) ? RejectionReason.ForeignTopic : RejectionReason.UnknownTopic,
            ReasonCode.NotAuthorized);

    private PublishAnswer Refuse(DeviceSession session, in IncomingPublish publish, RejectionReason why, ReasonCode answer)
    {
        rejections.Add(why, session.Device.Id, publish.Topic, publish.Payload);
        return new PublishAnswer(PublishVerdict.Refused, answer);
    }
}
