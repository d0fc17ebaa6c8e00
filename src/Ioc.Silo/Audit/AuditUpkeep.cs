using Microsoft.Extensions.Hosting;

namespace Ioc.Silo.Audit;

/// <summary>Verifies the whole chain after the start, which verified its end only, and once a day.</summary>
internal sealed class AuditUpkeep(IAuditLog audit, TimeProvider time) : BackgroundService
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
                audit.Verify(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process is stopping.
        }
    }
}
