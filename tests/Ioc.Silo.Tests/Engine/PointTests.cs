using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Engine;

public sealed class PointTests
{
    [Fact]
    public async Task Points_are_stored_once_whether_a_crash_comes_before_or_after_their_checkpoint()
    {
        await using var silo = await SiloHarness.StartAsync();
        for (var round = 0; round < 6; round++)
        {
            silo.Telemetry("lsp-1", $$"""{"seq":{{round + 1}},"volume_percent":{{round}}}""");
            await silo.PassAsync(1);
            Assert.Equal(round + 1, await CountAsync(silo));
            if (round % 2 == 1)
                Assert.True(silo.Lifetime.TryCheckpoint());
            await silo.CrashAndRestartAsync();
            Assert.Equal(round + 1, await CountAsync(silo));
        }

        await silo.StopAndRestartAsync();
        Assert.Equal(6, await CountAsync(silo));
    }

    private static async Task<int> CountAsync(SiloHarness silo)
    {
        var now = silo.Time.GetUtcNow();
        var series = await silo.Get<ISeries>().QueryAsync(
            new SeriesQuery { DeviceIds = ["lsp-1"], Metrics = ["volume_percent"], From = now.AddHours(-1), To = now.AddHours(1), StepSeconds = 60 },
            CancellationToken.None);
        return series.Sum(one => one.Count.Sum());
    }
}
