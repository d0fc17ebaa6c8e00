using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Ioc.Devices;
using Ioc.Devices.Rejections;
using Ioc.Gateway.Publishes;
using Ioc.Mqtt;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Intake;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Sessions;

/// <summary>
/// Lets registered devices in: client id = user name = device id, password = credential; or a certificate that stands for the device. A stranger and a
/// wrong credential get the same answer after the same work, so that nobody can ask which devices exist; only our own operators see the difference,
/// and the stranger in the quarantine.
/// </summary>
internal sealed class DeviceAuthenticator(
    IRegistry registry,
    IDeviceDoor door,
    IIntake intake,
    IRejections rejections,
    DeviceQuotas quotas,
    GatewayMetrics metrics,
    ILogger<DeviceAuthenticator> logger) : IConnectAuthenticator
{
    private static readonly ConnectDecision WrongCredential = new(ReasonCode.BadUserNameOrPassword);
    /// <summary>Passwords shorter than a credential are not noted: they could be guessed back from their hash.</summary>
    private const int PasswordBytesNoted = 16;

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
        var named = door.DeviceOf(certified, request.CertificateIdentities);
        if (!string.Equals(named, request.ClientId, StringComparison.Ordinal))
            return Refuse(request, named is null ? "the certificate stands for no device, or access was revoked" : "the certificate names another device", WrongCredential);
        if (request.UserName is { } name && !string.Equals(name, request.ClientId, StringComparison.Ordinal))
            return Refuse(request, "user name is not the client id", WrongCredential);
        if (!registry.Current.DevicesById.TryGetValue(request.ClientId, out var device))
            return Refuse(request, "no such device", WrongCredential);
        return Admit(request, device, credential: default, isByCertificate: true);
    }

    private ConnectDecision Admit(ConnectRequest request, Device device, ReadOnlySpan<byte> credential, bool isByCertificate)
    {
        if (request.WillTopic is { } will && !string.Equals(will, DeviceTopics.Status(device), StringComparison.Ordinal))
            return Refuse(request, "last will on another topic than the device's own status", ForeignWill);
        return new ConnectDecision(
            ReasonCode.Success,
            new DeviceSession(device, credential, quotas.Of(device.Handle), metrics)
            {
                CertificateName = isByCertificate ? request.CertificateName : null, CertificateIdentities = request.CertificateIdentities,
            });
    }

    private string Detail(ConnectRequest request) =>
        !registry.Current.DevicesById.ContainsKey(request.ClientId) ? "no such device"
        : !string.Equals(request.UserName, request.ClientId, StringComparison.Ordinal) ? "user name is not the client id"
        : request.HasPassword ? "wrong credential"
        : "no credential";

    private static Knock KnockOf(ConnectRequest request) => new(
        request.ClientId, request.UserName, request.RemoteEndPoint is IPEndPoint { Address: var address } ? Plain(address).ToString() : null,
        request.Password.Length >= PasswordBytesNoted ? SHA256.HashData(request.Password.Span) : null, request.WillTopic, default);

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

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
        // Made for both, noted for one: the time must not tell which devices exist.
        var knock = KnockOf(request);
        if (!registry.Current.DevicesById.ContainsKey(request.ClientId) && !door.IsBlocked(request.ClientId))
            door.Knocked(knock);
        SessionLog.Refused(logger, request.ClientId, detail);
        return decision;
    }
}
