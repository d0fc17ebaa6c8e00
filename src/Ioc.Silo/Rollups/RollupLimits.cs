namespace Ioc.Silo.Rollups;

/// <summary>Bounds of the roll-ups.</summary>
internal static class RollupLimits
{
    /// <summary>Rows of one level that one retention step deletes: a hundred pages or so, some milliseconds of the writer's time.</summary>
    public const int RetentionRowsPerStep = 256;
}
