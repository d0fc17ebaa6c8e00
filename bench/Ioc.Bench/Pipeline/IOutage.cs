namespace Ioc.Bench.Pipeline;

/// <summary>A telemetry store that goes away and comes back.</summary>
internal interface IOutage
{
    Task BeginAsync();

    void End();

    /// <summary>The store has every point of the messages up to this journal position.</summary>
    bool HasAll(long position);
}
