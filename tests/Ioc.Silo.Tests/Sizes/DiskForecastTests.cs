using Dapper;
using Ioc.Silo.Sizes;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Sizes;

public sealed class DiskForecastTests
{
    [Fact]
    public void A_level_grows_until_it_holds_its_days_and_then_no_more()
    {
        LevelSize[] levels = [new("raw", 1_000, 10, 14), new("1h", 100, 10, 1_000)];
        Assert.Equal(1_400 + 10_000, DiskForecast.SettledBytes(levels));

        // 110 a day for four days, then 10 a day.
        Assert.Equal(3, DiskForecast.FullInDays(levels, 430));
        Assert.Equal(4 + 6, DiskForecast.FullInDays(levels, 440 + 65));
        Assert.Null(DiskForecast.FullInDays(levels, 440 + 10_000));
    }

    [Fact]
    public void Of_too_short_a_time_nothing_is_foretold()
    {
        LevelSize[] levels = [new("raw", 1_000, 0.01, 14)];
        Assert.Null(DiskForecast.SettledBytes(levels));
        Assert.Null(DiskForecast.FullInDays(levels, 1));
    }

    [Fact]
    public void Sizes_counted_while_rolling_up_are_those_of_the_rows()
    {
        using var fixture = new TelemetryFixture();
        const long Start = 1_795_334_400_000;
        for (var write = 0; write < 3; write++)
        {
            fixture.Store.Write((write + 1) * 400, [TelemetryFixture.Buffer(Enumerable.Range(1, 400).Select(n => (1 + (n % 40), Start + (n * 30_000L), (write * 400L) + n, n / 7.0)))], default);
            fixture.RollUp(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddHours(5));
        }

        using var connection = fixture.Database.CreateConnection();
        var sizes = SizesOfDatabase.Read(connection, fixture.Database.Path, fixture.Options, DateTimeOffset.FromUnixTimeMilliseconds(Start).AddHours(6));
        Assert.Equal(connection.ExecuteScalar<long>("SELECT SUM(LENGTH(data)) FROM telemetry_rollups"), sizes.Levels.Skip(1).Sum(level => level.Bytes));
        Assert.Equal([1_200L, 1_200L, 1_200L, 1_200L], connection.Query<long>("SELECT SUM(points) FROM telemetry_rollup_spans GROUP BY level"));
        Assert.All(sizes.Levels, level => Assert.Equal(6 / 24.0, level.HeldDays, 1e-9));
    }
}
