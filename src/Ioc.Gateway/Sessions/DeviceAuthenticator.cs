using System.Buffers;
using System.Text;
using Ioc.Devices.Rejections;
using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Intake;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Sessions;

/// <summary>
/// Lets registered devices in: client id = user name = device id, password = credential. A stranger and a wrong credential get the same
/// answer after the same work, so that nobody can ask which devices exist; only our own operators see the difference.
/// </summary>
internal sealed class DeviceAuthenticator(
    IRegistry registry,
    IIntake intake,
    IRejections rejections,
    GatewayOptions options,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<DeviceAuthenticator> logger) : IConnectAuthenticator
{
    private static readonly ConnectDecision WrongCredential = new(ReasonCode.BadUserNameOrPassword);
    private static readonly ConnectDecision ForeignWill = new(ReasonCode.NotAuthorized);
    private static readonly ConnectDecision JournalRefuses = new(ReasonCode.ServerUnavailable);

    public ValueTask<ConnectDecision> AuthenticateAsync(ConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Decide(request));

    private ConnectDecision Decide(ConnectRequest request)
    {
        // While the journal can't write, nothing a device says can be acknowledged: better it backs off than that it sends into the void.
        if (!intake.IsAccepting(out _))
        {
            metrics.ConnectRefused("journal");
            return JournalRefuses;
        }

        // The name is checked after the hash, not before: otherwise the time would tell.
        var device = registry.Authenticate(request.ClientId, request.Password.Span);
        if (device is null || !string.Equals(request.UserName, request.ClientId, StringComparison.Ordinal))
            return Refuse(request, Detail(request), WrongCredential);
        if (request.WillTopic is { } will && !string.Equals(will, DeviceTopics.Status(device), StringComparison.Ordinal))
            return Refuse(request, "last will on another topic than the device's own status", ForeignWill);
        return new ConnectDecision(
            ReasonCode.Success, new DeviceSession(device, request.Password.Span, options, metrics, time.GetTimestamp()));
    }

    private string Detail(ConnectRequest request) =>
        !registry.Current.DevicesById.ContainsKey(request.ClientId) ? "no such device"
        : !string.Equals(request.UserName, request.ClientId, StringComparison.Ordinal) ? "user name is not the client id"
        : request.HasPassword ? "wrong credential"
        : "no credential";

    private ConnectDecision Refuse(ConnectRequest request, string detail, ConnectDecision decision)
    {
        var foreignWill = ReferenceEquals(decision, ForeignWill);
        rejections.Add(
            foreignWill ? RejectionReason.ForeignTopic : RejectionReason.UnknownDevice,
            request.ClientId,
            foreignWill ? Encoding.UTF8.GetBytes(request.WillTopic!) : "CONNECT"u8,
            ReadOnlySequence<byte>.Empty,
            detail);
        metrics.ConnectRefused(foreignWill ? "will" : "credential");
        SessionLog.Refused(logger, request.ClientId, detail);
        return decision;
    }
}
