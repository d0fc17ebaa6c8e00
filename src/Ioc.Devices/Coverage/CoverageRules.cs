namespace Ioc.Devices.Coverage;

/// <summary>
/// How far a site is taken to reach, by the best of its technologies. Plain distance stands in for a propagation model: good enough to
/// name who is probably without signal when a site fails, not good enough to plan a network.
/// </summary>
public sealed record CoverageRules
{
    public static CoverageRules Default { get; } = new();

    /// <summary>GSM 900 in the country: 35 km by timing, some 8 over hills.</summary>
    public double Reach2gMetres { get; init; } = 8_000;

    /// <summary>UMTS 2100 breathes with load.</summary>
    public double Reach3gMetres { get; init; } = 4_000;

    /// <summary>LTE 1800 with usual tilt.</summary>
    public double Reach4gMetres { get; init; } = 3_500;

    /// <summary>n78 at 3.5 GHz.</summary>
    public double Reach5gMetres { get; init; } = 1_200;

    /// <summary>0 for a technology nobody knows.</summary>
    public double ReachMetres(string technology) => technology switch
    {
        "2g" => Reach2gMetres,
        "3g" => Reach3gMetres,
        "4g" => Reach4gMetres,
        "5g" => Reach5gMetres,
        _ => 0,
    };
}
