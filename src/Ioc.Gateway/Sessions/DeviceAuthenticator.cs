using System.Buffers;
using System.Text;
using Ioc.Devices;
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
/// Lets registered devices in: client id = user name = device id, password = credential; or a certificate with the id as common name. A stranger and a wrong credential get the same
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

        if (request.CertificateName is { } certified)
            return DecideByCertificate(request, certified);

        // The name is checked after the hash, not before: otherwise the time would tell.
        var device = registry.Authenticate(request.ClientId, request.Password.Span);
        if (device is null || !string.Equals(request.UserName, request.ClientId, StringComparison.Ordinal))
            return Refuse(request, Detail(request), WrongCredential);
        return Admit(request, device, request.Password.Span, isByCertificate: false);
    }

    /// <summary>The handshake has proved who calls: the password is not asked for, and nobody else's name is lent.</summary>
    private ConnectDecision DecideByCertificate(ConnectRequest request, string certified)
    {
        if (!string.Equals(certified, request.ClientId, StringComparison.Ordinal))
            return Refuse(request, "the certificate names another device", WrongCredential);
        if (request.UserName is { } name && !string.Equals(name, request.ClientId, StringComparison.Ordinal))
            return Refuse(request, "user name is not the client id", WrongCredential);
        if (!registry.Current.DevicesById.TryGetValue(certified, out var device))
            return Refuse(request, "no such device", WrongCredential);
        return Admit(request, device, credential: default, isByCertificate: true);
    }

    private ConnectDecision Admit(ConnectRequest request, Device device, ReadOnlySpan<byte> credential, bool isByCertificate)
    {
        if (request.WillTopic is { } will && !string.Equals(will, DeviceTopics.Status(device), StringComparison.Ordinal))
            return Refuse(request, "last will on another topic than the device's own status", ForeignWill);
        return new ConnectDecision(
            ReasonCode.Success, new DeviceSession(device, credential, options, metrics, time.GetTimestamp()) { IsByCertificate = isByCertificate });
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
