using System.Diagnostics;
using Dapper;
using Ioc.Devices.Telemetry;
using Ioc.Silo.Rollups;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Series;

public sealed class TelemetryStoreTests : IDisposable
{
    private const long Start = 1_795_334_400_000;

    private readonly TelemetryFixture _fixture = new();

    [Fact]
    public async Task What_a_write_committed_is_there_after_a_crash_with_its_watermark()
    {
        _fixture.Store.Write(20, [TelemetryFixture.Buffer((1, Start, 18, 5), (1, Start + 1_000, 20, 7))], default);
        _fixture.Restart();
        Assert.Equal(20, _fixture.Store.Watermark);
        var series = await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 10_000, 1);
        Assert.Equal([Start, Start + 1_000], series.At);
        Assert.Equal([5.0, 7.0], series.Mean);
    }

    [Fact]
    public async Task A_write_that_fails_stores_nothing_and_can_be_tried_again()
    {
        _fixture.Store.Write(10, [TelemetryFixture.Buffer((1, Start, 10, 1))], default);
        var buffer = TelemetryFixture.Buffer((1, Start + 1_000, 11, 2), (40, Start + 1_000, 12, 2));
        _fixture.Database.Write((connection, transaction) => connection.Execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON telemetry_blocks WHEN NEW.device_group = 2 BEGIN SELECT RAISE(ABORT, 'disk full'); END",
            transaction: transaction));
        Assert.ThrowsAny<Exception>(() => _fixture.Store.Write(12, [buffer], default));
        Assert.Equal(10, _fixture.Store.Watermark);
        Assert.Single((await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 10_000, 1)).At);

        _fixture.Database.Write((connection, transaction) => connection.Execute("DROP TRIGGER refuse", transaction: transaction));
        _fixture.Store.Write(12, [buffer], default);
        Assert.Equal(12, _fixture.Store.Watermark);
        Assert.Equal(2, (await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 10_000, 1)).At.Length);
        Assert.Single((await _fixture.QueryAsync(40, TelemetryFixture.Clients, Start, Start + 10_000, 1)).At);
    }

    [Fact]
    public async Task Rows_that_a_replay_brings_again_are_not_stored_twice()
    {
        _fixture.Store.Write(5, [TelemetryFixture.Buffer((1, Start, 4, 1), (2, Start, 5, 1))], default);
        _fixture.Store.Write(7, [TelemetryFixture.Buffer((1, Start, 4, 1), (2, Start, 5, 1), (1, Start + 500, 6, 3))], default);
        var series = await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 1_000, 1);
        Assert.Equal([2], series.Count);
        Assert.Equal([2.0], series.Mean);
        Assert.Equal([1], (await _fixture.QueryAsync(2, TelemetryFixture.Clients, Start, Start + 1_000, 1)).Count.ToList());
    }

    [Fact]
    public async Task Rows_that_a_replay_cuts_into_other_batches_and_buffers_are_stored_once()
    {
        // Position n is second n of hotspot 6 + n % 35: every crash throws away what came after some checkpoint, and the replay brings it again,
        // with more behind it, in other buffers.
        var random = new Random(5);
        long checkpoint = 0, stored = 0;
        for (var crash = 0; crash < 60; crash++)
        {
            var end = stored + random.Next(1, 40);
            var buffers = Enumerable.Range(0, random.Next(1, 5)).Select(_ => new PointBuffer()).ToArray();
            for (var position = checkpoint + 1; position <= end; position++)
                Assert.True(buffers[random.Next(buffers.Length)].TryAdd(
                    6 + (int)(position % 35), Start + (position * 1_000), position, [new Point(TelemetryFixture.ClientsMetric, position)]));
            _fixture.Store.Write(end, buffers, default);
            stored = end;
            checkpoint = random.NextInt64(checkpoint, stored + 1);
            if (crash % 9 == 0)
                _fixture.Restart();
        }

        var seconds = new List<(long At, double Value)>();
        for (var handle = 6; handle <= 40; handle++)
        {
            var series = await _fixture.QueryAsync(handle, TelemetryFixture.Clients, Start, Start + 4_000_000, 1);
            Assert.All(series.Count, count => Assert.Equal(1, count));
            seconds.AddRange(series.At.Zip(series.Mean));
        }

        Assert.Equal(Enumerable.Range(1, (int)stored).Select(number => (Start + (number * 1_000L), (double)number)), seconds.Order());
    }

    [Fact]
    public void A_row_beyond_the_written_position_is_a_bug() =>
        Assert.Throws<UnreachableException>(() => _fixture.Store.Write(5, [TelemetryFixture.Buffer((1, Start, 6, 1))], default));

    [Fact]
    public async Task A_write_behind_the_watermark_stores_nothing_and_does_not_move_it_back()
    {
        _fixture.Store.Write(9, [TelemetryFixture.Buffer((1, Start, 9, 1))], default);
        _fixture.Store.Write(8, [TelemetryFixture.Buffer((1, Start, 8, 1))], default);
        Assert.Equal(9, _fixture.Store.Watermark);
        _fixture.Restart();
        Assert.Equal(9, _fixture.Store.Watermark);
        Assert.Equal([1], (await _fixture.QueryAsync(1, TelemetryFixture.Clients, Start, Start + 1_000, 1)).Count.ToList());
    }

    [Fact]
    public async Task A_write_across_hours_and_with_a_clock_set_back_keeps_every_point()
    {
        var hour = GroupBlock.HourOf(Start);
        var times = (long[])[hour - 1, hour, hour + 5, hour - 7_200_000, hour + 3_600_000, hour + 1];
        _fixture.Store.Write(6, [TelemetryFixture.Buffer(times.Select((at, index) => (3, at, index + 1L, (double)index)))], default);
        var series = await _fixture.QueryAsync(3, TelemetryFixture.Clients, hour - 8_000_000, hour + 4_000_000, 3_600);
        Assert.Equal(6, series.Count.Sum());
        Assert.Equal([1, 1, 3, 1], series.Count);
    }

    [Fact]
    public async Task Compaction_rewrites_an_hour_as_one_row_and_changes_no_answer()
    {
        var hour = GroupBlock.HourOf(Start);
        long position = 0;
        for (var minute = 0; minute < 90; minute++)
        {
            var buffer = new PointBuffer();
            for (var handle = 1; handle <= 40; handle++)
                if ((minute + handle) % 5 != 0)
                    buffer.TryAdd(handle, hour + (minute * 60_000) + handle, ++position,
                        minute % 2 == 0 ? [new Point(TelemetryFixture.ClientsMetric, minute)]
                            : [new Point(TelemetryFixture.ClientsMetric, handle), new Point(TelemetryFixture.RttMetric, minute / 7.0)]);
            _fixture.Store.Write(position, [buffer], default);
        }

        var before = await AllAsync(hour);
        var (rowsBefore, bytesBefore) = Size();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(hour + 5_400_000);
        Assert.Equal(3, new TelemetryCompaction(_fixture.Database).Step(now, default));
        Assert.Equal(0, new TelemetryCompaction(_fixture.Database).Step(now, default));
        var (rows, bytes) = Size();
        Assert.Equal(rowsBefore - (3 * 59), rows);
        Assert.True(bytes < bytesBefore * 0.8, $"{bytes} of {bytesBefore} bytes");
        Assert.Equal(before, await AllAsync(hour));

        // The rest of the day becomes one row per hour too, when it is over.
        Assert.Equal(3, new TelemetryCompaction(_fixture.Database).Step(now.AddHours(3), default));
        Assert.Equal(before, await AllAsync(hour));
        Assert.Equal(6, Size().Rows);
    }

    [Fact]
    public void Retention_deletes_whole_old_hours_and_nothing_else()
    {
        var buffer = TelemetryFixture.Buffer(Enumerable.Range(0, 30 * 24).Select(hour => (1 + (hour % 2 * 30), Start + (hour * 3_600_000L), hour + 1L, 1.0)));
        _fixture.Store.Write(30 * 24, [buffer], default);
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(30);
        var retention = new TelemetryRetention(_fixture.Database, _fixture.Options);
        Assert.Equal(0, retention.Step(now, default));

        _fixture.RollUp(now);
        Assert.Equal(16 * 24, retention.Step(now, default));
        Assert.Equal(0, retention.Step(now, default));
        Assert.Equal(14 * 24, Size().Rows);
        using var connection = _fixture.Database.CreateConnection();
        Assert.Equal(Start + (16 * 24 * 3_600_000L), connection.ExecuteScalar<long>("SELECT MIN(start_ms) FROM telemetry_blocks"));
    }

    [Fact]
    public void A_clock_that_jumps_to_2099_deletes_an_hour_for_each_that_passes_and_no_more()
    {
        const int Kept = 14 * 24;
        var retention = new TelemetryRetention(_fixture.Database, _fixture.Options);
        _fixture.Store.Write(Kept, [TelemetryFixture.Buffer(Enumerable.Range(0, Kept).Select(hour => (1, Start + (hour * 3_600_000L), hour + 1L, 1.0)))], default);
        var wrong = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _fixture.RollUp(wrong);
        Assert.Equal(0, retention.Step(wrong, default));

        // What comes now is stored under the wrong time, several writes an hour.
        for (var passed = 1; passed <= 3; passed++)
        {
            for (var write = 0; write < 4; write++)
            {
                var position = Kept + (passed * 4L) + write;
                var at = wrong.AddHours(passed).AddMinutes(write).ToUnixTimeMilliseconds();
                _fixture.Store.Write(position, [TelemetryFixture.Buffer((1, at, position, 1.0), (2, at, position, 1.0))], default);
            }

            _fixture.RollUp(wrong.AddHours(passed));
            Assert.Equal(1, retention.Step(wrong.AddHours(passed), default));
            Assert.Equal(0, retention.Step(wrong.AddHours(passed), default));
        }

        // Set right again, the old hours are kept as if nothing had been.
        Assert.Equal(0, retention.Step(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddHours(Kept + 3), default));
        Assert.Equal(Kept - 3 + (3 * 4), Size().Rows);
    }

    [Fact]
    public void A_database_from_before_hours_were_counted_counts_those_it_holds()
    {
        _fixture.Store.Write(3, [TelemetryFixture.Buffer((1, Start + 5, 1, 1), (40, Start + 9, 2, 1), (1, Start + 3_600_000, 3, 1))], default);
        _fixture.Database.Write((connection, transaction) => connection.Execute(
            "DROP TABLE telemetry_hours; DROP TABLE telemetry_forwarding; DROP TABLE telemetry_rollups; DROP TABLE telemetry_rollup_spans; " +
            "DROP TABLE telemetry_rolled; DROP TABLE telemetry_late; UPDATE schema_versions SET version = 1 WHERE name = 'series'", transaction: transaction));
        _fixture.Restart();
        using var connection = _fixture.Database.CreateConnection();
        Assert.Equal([GroupBlock.HourOf(Start), GroupBlock.HourOf(Start) + 3_600_000], connection.Query<long>("SELECT start_ms FROM telemetry_hours"));
    }

    [Fact]
    public async Task Upkeep_works_by_itself_beside_the_writer()
    {
        var time = new FakeTime(DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(20));
        var hours = Enumerable.Range(0, 14 * 24).Select(hour => (1, Start + (hour * 3_600_000L), hour + 1L, 1.0)).ToArray();
        _fixture.Store.Write(hours.Length, [TelemetryFixture.Buffer(hours)], default);
        using var upkeep = new TelemetryUpkeep(new TelemetryRetention(_fixture.Database, _fixture.Options), _fixture.Compaction, _fixture.Rollup, new RollupRetention(_fixture.Database, _fixture.Options), time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<TelemetryUpkeep>.Instance);
        await upkeep.StartAsync(default);
        Assert.True(SpinWait.SpinUntil(() => time.TimersWaiting == 1, TimeSpan.FromSeconds(10)), "the first step did not end");
        using (var connection = _fixture.Database.CreateConnection())
            Assert.Equal(GroupBlock.HourOf(Start) + 3_600_000, connection.ExecuteScalar<long>("SELECT done_ms FROM telemetry_rolled"));
        await upkeep.StopAsync(default);
    }

    [Fact]
    public void A_telemetry_database_of_a_newer_program_is_refused()
    {
        _fixture.Database.Write((connection, transaction) => connection.Execute("UPDATE schema_versions SET version = 99", transaction: transaction));
        Assert.Throws<SchemaException>(() => new TelemetryDatabase(_fixture.Options.DataDirectory));
    }

    public void Dispose() => _fixture.Dispose();

    private async Task<string> AllAsync(long hour)
    {
        var query = TelemetryFixture.Query([.. Enumerable.Range(1, 40).Select(handle => $"d{handle}")], [TelemetryFixture.Clients, TelemetryFixture.Rtt], hour, hour + 7_200_000, 600);
        var results = await _fixture.Series.QueryAsync(query, default);
        return System.Text.Json.JsonSerializer.Serialize(results);
    }

    private (int Rows, long Bytes) Size()
    {
        using var connection = _fixture.Database.CreateConnection();
        return connection.QuerySingle<(int, long)>("SELECT COUNT(*), COALESCE(SUM(LENGTH(data)), 0) FROM telemetry_blocks");
    }
}
