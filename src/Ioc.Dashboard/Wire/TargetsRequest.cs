namespace Ioc.Dashboard.Wire;

/// <summary>Units (each with all below it) and single devices, at most 1,000 of each.</summary>
internal sealed record TargetsRequest(IReadOnlyList<string>? Units = null, IReadOnlyList<string>? Devices = null);
