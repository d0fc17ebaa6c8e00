using Ioc.Silo.Rollups;

namespace Ioc.Silo.Series;

/// <summary>A stretch of a query's time and what answers it.</summary>
/// <param name="Level">Null: the raw points.</param>
/// <param name="FromMs">A whole multiple of the level's step.</param>
/// <param name="ToMs">Exclusive; the same.</param>
internal readonly record struct SeriesSegment(RollupLevel? Level, long FromMs, long ToMs);
