using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Ioc.Mqtt.Client;

/// <summary>Why a link is down, and whether trying again soon makes sense.</summary>
/// <param name="Detail">For people.</param>
/// <param name="Code">The broker's code; success where it said nothing.</param>
/// <param name="NeedsPerson">The answer will stay the same until somebody changes something.</param>
internal sealed record LinkFault(string Detail, ReasonCode Code, bool NeedsPerson)
{
    public static readonly LinkFault Stopped = new("the link was stopped", ReasonCode.Success, NeedsPerson: false);

    /// <summary>What a network, a name server, a certificate or a proxy can do to us; anything else is our own fault.</summary>
    public static bool IsOutside(Exception fault) =>
        fault is SocketException or IOException or AuthenticationException or CryptographicException or WebSocketException or HttpRequestException
            or OperationCanceledException or UnauthorizedAccessException or ObjectDisposedException;

    public static LinkFault Of(Exception fault) => fault switch
    {
        OperationCanceledException => new("the broker did not answer in time", ReasonCode.Success, NeedsPerson: false),
        // A certificate that is not trusted today is not trusted in a second either.
        AuthenticationException or CryptographicException or UnauthorizedAccessException or { InnerException: AuthenticationException } =>
            new($"TLS failed: {(fault.InnerException ?? fault).Message}", ReasonCode.Success, NeedsPerson: true),
        _ => new(fault.Message, ReasonCode.Success, NeedsPerson: false),
    };

    public static LinkFault Refused(MqttConnectResult result) =>
        new($"the broker refused the connection: {Words(result.Reason, result.ReasonText, result.ServerReference)}", result.Reason, IsForPeople(result.Reason));

    public static LinkFault NotSubscribed(string filter, ReasonCode code) =>
        new($"the broker refused the subscription to {filter}: {code}", code, NeedsPerson: true);

    public static LinkFault Ended(MqttClientClosed closed) => closed.Reason switch
    {
        ClientCloseReason.DisconnectedByBroker =>
            new($"the broker disconnected us: {Words(closed.Code, closed.Detail, null)}", closed.Code, IsForPeople(closed.Code)),
        ClientCloseReason.HandlerFailed => new($"the message handler failed: {closed.Detail}", closed.Code, NeedsPerson: true),
        _ => new($"the connection ended: {closed.Reason}", closed.Code, NeedsPerson: false),
    };

    /// <summary>
    /// Also "use another server" and "server moved", which are reported and not followed: which broker may see our credentials is for whoever
    /// configured us, not for whoever answers there. And a session taken over: two clients under one name would push each other out for ever.
    /// </summary>
    private static bool IsForPeople(ReasonCode code) => code
        is ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized or ReasonCode.Banned or ReasonCode.BadAuthenticationMethod
        or ReasonCode.ClientIdentifierNotValid or ReasonCode.UnsupportedProtocolVersion or ReasonCode.SessionTakenOver
        or ReasonCode.UseAnotherServer or ReasonCode.ServerMoved or ReasonCode.AdministrativeAction
        or ReasonCode.TopicFilterInvalid or ReasonCode.TopicNameInvalid or ReasonCode.PacketTooLarge
        or ReasonCode.SharedSubscriptionsNotSupported or ReasonCode.WildcardSubscriptionsNotSupported or ReasonCode.QosNotSupported;

    private static string Words(ReasonCode code, string? text, string? server) =>
        $"{code}{(text is null ? "" : $" ({text})")}{(server is null ? "" : $", it names {server}")}";
}
