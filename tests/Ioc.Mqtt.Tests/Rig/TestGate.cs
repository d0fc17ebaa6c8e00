using System.Text;
using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>Lets in whoever the test lets in; by default everybody, everywhere.</summary>
internal sealed class TestGate : IConnectAuthenticator, ISubscribeAuthorizer
{
    public Func<ConnectRequest, ReasonCode> Connect { get; set; } = _ => ReasonCode.Success;

    public Func<string, ReasonCode> Subscribe { get; set; } = _ => ReasonCode.Success;

    public static bool IsPassword(ConnectRequest request, string password) =>
        request.HasPassword && Encoding.UTF8.GetString(request.Password.Span) == password;

    public ValueTask<ConnectDecision> AuthenticateAsync(ConnectRequest request, CancellationToken cancellationToken) =>
        new(new ConnectDecision(Connect(request), request.ClientId));

    public ReasonCode Authorize(IBrokerClient client, string topicFilter) => Subscribe(topicFilter);
}
