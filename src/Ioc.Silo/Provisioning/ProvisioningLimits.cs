namespace Ioc.Silo.Provisioning;

/// <summary>Bounds of the way into the registry.</summary>
public static class ProvisioningLimits
{
    /// <summary>Strangers kept: a commune's delivery is some hundred devices; beyond it the one that was silent longest gives way.</summary>
    public const int StrangersMax = 1_000;

    /// <summary>Knocks noted per second: a storm of refused devices must not turn into a storm of work; what is missed knocks again.</summary>
    public const int KnocksPerSecondMax = 200;

    /// <summary>Of these, from one address: a commune's devices behind one router come within seconds all the same, and one flood is not everybody's.</summary>
    public const int KnocksPerSecondAndAddressMax = 20;

    /// <summary>Strangers kept from one address; beyond it the address's own that was silent longest gives way.</summary>
    public const int StrangersPerAddressMax = 250;

    public const int SampleBytesMax = 256;

    public const int NameCharsMax = 128;

    /// <summary>Blocked client ids; each is a decision of a person.</summary>
    public const int BlocksMax = 10_000;

    /// <summary>Claims of one request: a printed sheet of 500 labels is 21 pages.</summary>
    public const int ClaimsAtOnceMax = 500;

    /// <summary>Open claims: a large province's devices twice over.</summary>
    public const int ClaimsMax = 50_000;

    /// <summary>Open claims for one commune, ten times what stands in a large one: nobody uses up what others need.</summary>
    public const int ClaimsPerUnitMax = 2_000;

    /// <summary>Used, revoked and expired claims kept, so that a phone hears what became of its code; then the oldest go. Who did what stays in the audit.</summary>
    public const int ClosedClaimsMax = 20_000;

    public const int ClaimDaysMax = 365;

    /// <summary>A rotation's former credential opens at most a month longer: what has not come by then needs a visit.</summary>
    public const int GraceHoursMax = 31 * 24;

    public const int CertificateIdentityCharsMax = 300;

    public const int CertificatesPerDeviceMax = 8;
}
