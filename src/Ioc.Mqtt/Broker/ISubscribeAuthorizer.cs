namespace Ioc.Mqtt.Broker;

/// <summary>Decides which topic filters a client may subscribe to.</summary>
public interface ISubscribeAuthorizer
{
    bool MaySubscribe(IBrokerClient client, string topicFilter);
}
