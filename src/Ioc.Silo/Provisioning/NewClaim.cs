namespace Ioc.Silo.Provisioning;

/// <summary>Both secrets of a new claim, shown this once: the code is for the label, the credential for the device.</summary>
public sealed record NewClaim(Claim Claim, string Code, string Credential);
