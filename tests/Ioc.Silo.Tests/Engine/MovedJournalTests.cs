using Dapper;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Engine;

/// <summary>
/// A crash between the two stores leaves telemetry.db ahead; then the journal turns out to be damaged, and somebody moves files away as <c>ioc
/// doctor</c> says. What came before is given up. What comes after is not.
/// </summary>
public sealed class MovedJournalTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_sent_after_journal_files_were_moved_away_is_stored_though_one_store_was_ahead_of_the_other(bool all)
    {
        await using var silo = await SiloHarness.StartAsync(options => options with { JournalSegmentBytes = 500 });
        await SendAsync(silo, 1, 5);
        Assert.True(silo.Lifetime.TryCheckpoint());
        await SendAsync(silo, 6, 20);
        Execute(silo, "CREATE TRIGGER refuse BEFORE UPDATE ON engine_watermark BEGIN SELECT RAISE(ABORT, 'refused'); END");
        Assert.False(silo.Lifetime.TryCheckpoint());
        Execute(silo, "DROP TRIGGER refuse");
        var files = JournalFiles.Files(silo.In("journal"));
        Assert.True(files.Length > 3, "all is in one file: the test proves less than it says");
        await silo.CrashAndRestartAsync(() =>
        {
            foreach (var file in all ? files : files[^2..])
                File.Delete(file);
        });
        var (operations, telemetry) = Positions(silo);
        Assert.True(operations < telemetry, "neither store is ahead: the test proves nothing");

        var total = (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal;
        await SendAsync(silo, 21, 30);
        // Once more before a checkpoint, and once after.
        await silo.CrashAndRestartAsync();
        Assert.Equal(total + 10, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
        Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.Equal(30, await StoredAsync(silo));
        await silo.CrashAndRestartAsync();
        Assert.Equal(total + 10, (await silo.Engine.AskAsync("wifi-1", Never))!.MessagesTotal);
        Assert.True(silo.Lifetime.TryCheckpoint());
        Assert.Equal(30, await StoredAsync(silo));
    }

    private static async Task SendAsync(SiloHarness silo, int first, int last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            silo.Telemetry("wifi-1", $$"""{"seq":{{seq}},"clients":{{seq}},"rtt_ms":5}""");
            await silo.PassAsync(1);
        }
    }

    private static void Execute(SiloHarness silo, string statement)
    {
        using var connection = silo.Get<OperationsDatabase>().CreateConnection();
        connection.Execute(statement);
    }

    private static (long Operations, long Telemetry) Positions(SiloHarness silo)
    {
        using var connection = silo.Get<OperationsDatabase>().CreateConnection();
        return (StoredPosition.Of(connection), silo.Get<TelemetryStore>().Watermark);
    }

    private static async Task<int> StoredAsync(SiloHarness silo)
    {
        var now = silo.Time.GetUtcNow();
        var series = await silo.Get<ISeries>().QueryAsync(
            new SeriesQuery { DeviceIds = ["wifi-1"], Metrics = ["clients"], From = now.AddHours(-1), To = now.AddHours(1), StepSeconds = 60 }, Never);
        return series.Sum(one => one.Count.Sum());
    }
}
