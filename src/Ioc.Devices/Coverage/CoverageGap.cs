namespace Ioc.Devices.Coverage;

/// <summary>The hamlets that went dark when one site failed, as they are now; empty when they have signal again.</summary>
/// <param name="SiteHandle">The last site that served them.</param>
/// <param name="HamletCodes">In the order of their codes.</param>
/// <param name="HamletNames">In the same order.</param>
/// <param name="People">Living there.</param>
public sealed record CoverageGap(int SiteHandle, IReadOnlyList<string> HamletCodes, IReadOnlyList<string> HamletNames, int People);
