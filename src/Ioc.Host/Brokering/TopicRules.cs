using System.Text;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;

namespace Ioc.Host.Brokering;

/// <summary>Which topics clients may use: all but the denied ones, and <c>$SYS</c>, where only the broker speaks.</summary>
internal sealed class TopicRules(StandaloneBrokerOptions options) : ISubscribeAuthorizer, IPublishSink
{
    private readonly byte[][] _denySubscribe = [.. options.DenySubscribe.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _denyPublish = [.. options.DenyPublish.Select(Encoding.UTF8.GetBytes), "$SYS/#"u8.ToArray()];

    /// <summary>A denied filter is denied to a shared subscription too. 0x80 in both versions is what published suites expect of a denial.</summary>
    public ReasonCode Authorize(IBrokerClient client, string topicFilter)
    {
        var whole = Encoding.UTF8.GetBytes(topicFilter);
        return IsDenied(_denySubscribe, whole) || IsDenied(_denySubscribe, TopicFilter.Unshared(whole)) ? ReasonCode.UnspecifiedError : ReasonCode.Success;
    }

    public PublishAnswer Publish(IBrokerClient client, in IncomingPublish publish) =>
        IsDenied(_denyPublish, publish.Topic)
            ? new PublishAnswer(PublishVerdict.Refused, ReasonCode.NotAuthorized)
            : new PublishAnswer(PublishVerdict.Route);

    /// <summary>Routing takes no room of ours.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static bool IsDenied(byte[][] filters, ReadOnlySpan<byte> topicOrFilter)
    {
        foreach (var filter in filters)
        {
            if (TopicFilter.Covers(filter, topicOrFilter))
            {
                return true;
            }
        }

        return false;
    }
}
