using Ioc.Mqtt;
using Ioc.Mqtt.Broker;

namespace Ioc.Gateway.Sessions;

/// <summary>A device hears its own commands and configuration, nothing else; wildcards, even harmless ones, are not in the contract.</summary>
internal sealed class DeviceSubscriptions : ISubscribeAuthorizer
{
    public ReasonCode Authorize(IBrokerClient client, string topicFilter) =>
        client.State is DeviceSession session
        && (string.Equals(topicFilter, session.CommandTopic, StringComparison.Ordinal)
            || string.Equals(topicFilter, session.ConfigTopic, StringComparison.Ordinal))
            ? ReasonCode.Success
            : ReasonCode.NotAuthorized;
}
