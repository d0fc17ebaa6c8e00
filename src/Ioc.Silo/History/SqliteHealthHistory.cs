using Ioc.Silo.Storage;

namespace Ioc.Silo.History;

internal sealed class SqliteHealthHistory(OperationsDatabase database) : IHealthHistory
{
    public Task<IReadOnlyList<HealthChange>> NewestAsync(int deviceHandle, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var connection = database.CreateConnection();
        return Task.FromResult(HealthRows.Newest(connection, deviceHandle, before.ToUnixTimeMilliseconds(), Math.Clamp(limit, 1, HistoryLimits.ChangesPerDeviceMax)));
    }

    public Task<HealthSums> SumAsync(
        IReadOnlyList<int> deviceHandles, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var sums = new HealthSums(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), (long)step.TotalMilliseconds);
        using var connection = database.CreateConnection();
        using var transaction = connection.BeginTransaction(deferred: true);
        foreach (var device in deviceHandles)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sums.Add(HealthRows.Within(connection, device, sums.FromMs, sums.ToMs));
        }

        return Task.FromResult(sums);
    }
}
