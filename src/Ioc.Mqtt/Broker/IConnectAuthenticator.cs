namespace Ioc.Mqtt.Broker;

/// <summary>Decides who may connect.</summary>
public interface IConnectAuthenticator
{
    ValueTask<ConnectDecision> AuthenticateAsync(ConnectRequest request, CancellationToken cancellationToken);
}
