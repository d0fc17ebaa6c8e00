using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Audit;

/// <summary>Verifies the whole chain after the start, which verified its end only, and once a day.</summary>
internal sealed class AuditUpkeep(IAuditLog audit, TimeProvider time, ILogger<AuditUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start goes on while this reads.
        await Task.Yield();
        using var timer = new PeriodicTimer(Turn, time);
        try
        {
            do
                TryVerify(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process is stopping.
        }
    }

    /// <summary>A disk that can't be read now is no reason to stop the centre: an emergency must not wait for forensics.</summary>
    private void TryVerify(CancellationToken stoppingToken)
    {
        try
        {
            audit.Verify(stoppingToken);
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            AuditLogMessages.NotVerified(logger, fault);
        }
    }
}
