namespace Ioc.Mqtt.Broker;

/// <summary>Where publishes go: the seam between the broker and whoever takes responsibility for messages.</summary>
public interface IPublishSink
{
    /// <summary>
    /// Step 3: judges and takes one PUBLISH. Runs on the connection's read loop, so it must not block; what it keeps it copies.
    /// </summary>
    PublishAnswer Publish(IBrokerClient client, in IncomingPublish publish);

    /// <summary>Completes when the sink may have room again after <see cref="PublishVerdict.NoRoom"/>.</summary>
    ValueTask WaitForRoomAsync(CancellationToken cancellationToken);
}
