using Ioc.Devices;

namespace Ioc.Silo.Provisioning;

/// <summary>What people decide about a device's way in.</summary>
public interface IDeviceAccess
{
    DeviceAccessState Of(string deviceId);

    /// <summary>
    /// New credentials (returned once), all or none; the former ones open until the new one is first used, at most for <paramref name="grace"/>.
    /// Null: a device is not registered.
    /// </summary>
    Task<IReadOnlyList<string>?> RotateAsync(IReadOnlyList<string> deviceIds, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Nothing opens any more, no certificate either, until it gets a new credential; who is connected is cut off within a second.</summary>
    Task<bool> RevokeAsync(string deviceId, CancellationToken cancellationToken);

    /// <summary>What is wrong; null: the certificate now stands for the device.</summary>
    Task<ProvisioningProblem?> MapCertificateAsync(string deviceId, string identity, CancellationToken cancellationToken);

    Task<bool> UnmapCertificateAsync(string deviceId, string identity, CancellationToken cancellationToken);

    /// <summary>Those who knocked, the last first.</summary>
    IReadOnlyList<Stranger> Strangers { get; }

    IReadOnlyList<BlockedClient> Blocked { get; }

    /// <summary>
    /// Registers a stranger; answers its new credential, or null where it keeps the password it always came with; or what is wrong.
    /// </summary>
    Task<(string? Credential, ProvisioningProblem? Problem)> AdoptAsync(Device device, bool keepsPassword, CancellationToken cancellationToken);

    /// <summary>False: too many are blocked.</summary>
    Task<bool> BlockAsync(string clientId, string? why, CancellationToken cancellationToken);

    Task<bool> UnblockAsync(string clientId, CancellationToken cancellationToken);
}
