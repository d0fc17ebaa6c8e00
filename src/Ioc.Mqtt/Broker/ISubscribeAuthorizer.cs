namespace Ioc.Mqtt.Broker;

/// <summary>Decides which topic filters a client may subscribe to.</summary>
public interface ISubscribeAuthorizer
{
    /// <summary>
    /// <see cref="ReasonCode.Success"/> grants the filter, which is seen whole, <c>$share/group/</c> included; anything else refuses it and
    /// is the reason a 5.0 client finds in SUBACK (a 3.1.1 client finds 0x80, all it can be told).
    /// </summary>
    ReasonCode Authorize(IBrokerClient client, string topicFilter);
}
