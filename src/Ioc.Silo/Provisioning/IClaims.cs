using Ioc.Devices;

namespace Ioc.Silo.Provisioning;

/// <summary>One-time codes with which a field team puts devices on the map.</summary>
public interface IClaims
{
    /// <summary>Newest first.</summary>
    IReadOnlyList<Claim> All { get; }

    /// <summary>By its code as typed or scanned; null: no such code.</summary>
    Claim? Find(string code);

    /// <summary>All or none; or what is wrong.</summary>
    Task<(IReadOnlyList<NewClaim> Made, ProvisioningProblem? Problem)> CreateAsync(
        IReadOnlyList<ClaimOrder> orders, TimeSpan lifetime, CancellationToken cancellationToken);

    /// <summary>False: no such claim, or it is used or revoked already.</summary>
    Task<bool> RevokeAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Registers the device and makes the claim's credential its own, once. What is wrong; null: done. A phone that lost the answer finds the
    /// claim used for its device.
    /// </summary>
    Task<ProvisioningProblem?> UseAsync(string code, Device device, CancellationToken cancellationToken);
}
