namespace Ioc.Silo;

/// <param name="Twins">Twins in memory.</param>
/// <param name="EntriesReplayed">Journal entries applied after the last checkpoint.</param>
/// <param name="TornBytes">Bytes of a cut-off last write that were removed.</param>
/// <param name="Duration">Whole start.</param>
public sealed record SiloStartReport(int Twins, long EntriesReplayed, long TornBytes, TimeSpan Duration);
