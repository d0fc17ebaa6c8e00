using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Provisioning;

/// <summary>
/// Puts on disk what came true in memory: a former credential that ended because the new one was used. CONNECT must not wait for the disk, and after a
/// province's rotation many come at once.
/// </summary>
internal sealed class ProvisioningUpkeep(SqliteDeviceAccess access, TimeProvider time, ILogger<ProvisioningUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Turn, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryStoreAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The process is stopping; a former credential that is still on disk ends at its time.
        }
    }

    private async Task TryStoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            await access.StoreOutwornAsync(cancellationToken);
        }
        catch (Microsoft.Data.Sqlite.SqliteException fault)
        {
            ProvisioningLog.NotStored(logger, fault);
        }
    }
}
