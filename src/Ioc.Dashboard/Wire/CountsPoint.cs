namespace Ioc.Dashboard.Wire;

/// <param name="At">When these were counted.</param>
/// <param name="Kinds">Loudspeakers, hotspots, sites.</param>
/// <param name="Alerts">Open ones.</param>
internal sealed record CountsPoint(DateTimeOffset At, IReadOnlyList<KindCounts> Kinds, int Alerts);
