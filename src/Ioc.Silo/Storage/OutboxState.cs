namespace Ioc.Silo.Storage;

/// <summary>What waits for a time-series server.</summary>
/// <param name="Rows">Of telemetry.db.</param>
/// <param name="Percent">Of as many as may wait.</param>
/// <param name="TimeLeft">Until devices must wait, at the rate of late; null where it does not grow.</param>
internal sealed record OutboxState(long Rows, int Percent, TimeSpan? TimeLeft);
