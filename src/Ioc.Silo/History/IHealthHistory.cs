namespace Ioc.Silo.History;

/// <summary>Health of devices over time, as the checkpoints stored it: the last seconds may still be missing.</summary>
public interface IHealthHistory
{
    /// <summary>A device's changes, newest first.</summary>
    Task<IReadOnlyList<HealthChange>> NewestAsync(int deviceHandle, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Adds up what devices' health was between two instants, by steps.</summary>
    Task<HealthSums> SumAsync(
        IReadOnlyList<int> deviceHandles, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken);
}
