namespace Ioc.Silo.Judge;

internal enum JudgeItemKind : byte
{
    /// <summary>An entry that is the judge's own business: tick, operator's action, order, delivered command, registry.</summary>
    Entry,
    Finding,
    Receipt,
    Playback,
    SiteWorking,

    /// <summary>The twin is gone: its device was removed, or became another kind.</summary>
    Removed,
}
