using Ioc.Mqtt;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.Sessions;

/// <summary>
/// Ends sessions that would not be let in any more. Once a second: devices that were removed or became another kind (seen by the registry's snapshot
/// being another one); everybody's credential and certificate where any was taken away (seen by the door's version); else a tenth of them, because a
/// former credential also ends by itself, at its time. A poll instead of an event: the registry may one day be on another machine, and one missed
/// event would leave a thief connected.
/// </summary>
internal sealed class SessionSweep(
    IRegistry registry, IDeviceDoor door, LiveSessions sessions, GatewayMetrics metrics, TimeProvider time, ILogger<SessionSweep> logger) : BackgroundService
{
    private RegistrySnapshot? _seen;
    private long _seenDoor;
    private int _slice;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Sweep();
        }
        catch (OperationCanceledException)
        {
            // The process is stopping; the broker ends all sessions itself.
        }
    }

    internal void Sweep()
    {
        var snapshot = registry.Current;
        var edited = !ReferenceEquals(snapshot, _seen);
        _seen = snapshot;
        var doorVersion = door.Version;
        var moved = doorVersion != _seenDoor;
        _seenDoor = doorVersion;
        _slice = (_slice + 1) % GatewayLimits.CredentialCheckSeconds;
        foreach (var (connectionId, session) in sessions.All)
        {
            var dueForCredential = moved || connectionId % GatewayLimits.CredentialCheckSeconds == _slice;
            if ((edited && !StillRegistered(snapshot, session)) || (dueForCredential && !StillAuthentic(session)))
                End(session);
        }
    }

    private static bool StillRegistered(RegistrySnapshot snapshot, DeviceSession session) =>
        snapshot.DevicesById.TryGetValue(session.Device.Id, out var now)
        && now.Handle == session.Device.Handle
        && now.Kind == session.Device.Kind;

    private bool StillAuthentic(DeviceSession session) => session.CertificateName is { } name
        ? door.DeviceOf(name, session.CertificateIdentities) == session.Device.Id
        : registry.Authenticate(session.Device.Id, session.Credential) is not null;

    private void End(DeviceSession session)
    {
        SessionLog.Ended(logger, session.Device.Id);
        metrics.SessionEnded();
        session.Client?.Close(ReasonCode.AdministrativeAction);
    }
}
