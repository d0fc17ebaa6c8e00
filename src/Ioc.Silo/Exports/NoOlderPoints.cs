namespace Ioc.Silo.Exports;

/// <summary>Without a time-series server what telemetry.db has deleted is gone.</summary>
internal sealed class NoOlderPoints : IOlderPoints
{
    public Task AddAsync(ExportedDevice device, long fromMs, long toMs, PointText text, CancellationToken cancellationToken) => Task.CompletedTask;
}
