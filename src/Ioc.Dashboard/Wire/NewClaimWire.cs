using Ioc.Silo.Provisioning;

namespace Ioc.Dashboard.Wire;

/// <param name="Claim">As it will be listed.</param>
/// <param name="Code">For the label, shown this once.</param>
/// <param name="Credential">For the device, shown this once.</param>
internal sealed record NewClaimWire(ClaimWire Claim, string Code, string Credential)
{
    public static NewClaimWire Of(NewClaim made) => new(ClaimWire.Of(made.Claim), made.Code, made.Credential);
}
