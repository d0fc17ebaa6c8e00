using Ioc.Silo.Influx;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Influx;

public sealed class ForwarderTests : IDisposable
{
    private const long Start = 1_795_334_400_000;

    private readonly FlakyServer _server = new();
    private readonly InfluxRig _rig;

    public ForwarderTests() => _rig = new InfluxRig(_server.Address);

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_failure_that_passes_is_tried_again_and_nothing_is_dropped(int status)
    {
        Write(40);
        _server.NextStatuses.Enqueue(status);
        _server.NextStatuses.Enqueue(status);
        Assert.Equal(InfluxOutcome.Done, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(40, _server.Lines.Count);
        Assert.Equal(3, _server.Writes);
        Assert.Equal(0, _rig.Forwarder.State.PointsRefused);
    }

    [Fact]
    public async Task When_too_many_rows_wait_the_oldest_are_given_up_and_counted()
    {
        using var rig = new InfluxRig(_server.Address, outboxRowsMax: 2);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        for (var write = 0; write < 5; write++)
            rig.Write((1, Start + (write * 1_000), write, null));
        rig.Forwarder.GiveUp();
        Assert.Equal(3, rig.Forwarder.State.RowsGivenUp);
        Assert.Equal(2, rig.Forwarder.Waiting().Rows);
        rig.Forwarder.GiveUp();
        Assert.Equal(3, rig.Forwarder.State.RowsGivenUp);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(["clients=3 ", "clients=4 "], _server.Lines.Keys.Select(line => line[line.IndexOf("clients", StringComparison.Ordinal)..(line.LastIndexOf(' ') + 1)]).Order());
    }

    [Theory]
    [InlineData(401, InfluxOutcome.Unauthorised)]
    [InlineData(404, InfluxOutcome.NotThere)]
    public async Task What_a_person_must_mend_makes_everything_wait_and_drops_nothing(int status, object outcome)
    {
        Write(40);
        _server.NextStatuses.Enqueue(status);
        Assert.Equal((InfluxOutcome)outcome, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.NotEqual(0, _rig.Forwarder.Waiting().Rows);
        Assert.Equal(InfluxOutcome.Done, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(40, _server.Lines.Count);
    }

    [Fact]
    public async Task A_server_that_wants_a_password_even_for_a_ping_is_not_taken_for_another_kind()
    {
        _server.PingStatus = 401;
        Write(1);
        Assert.Equal(InfluxOutcome.Unauthorised, (await _rig.Forwarder.DrainAsync(default)).Outcome);
    }

    [Fact]
    public async Task The_one_line_that_is_refused_is_dropped_alone()
    {
        _server.Poison = "clients=17 ";
        Write(100);
        Assert.Equal(InfluxOutcome.Done, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(99, _server.Lines.Count);
        Assert.Equal(1, _rig.Forwarder.State.PointsRefused);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_is_a_wrong_server_and_gets_nothing_dropped()
    {
        _server.Poison = "hotspot";
        Write(200);
        Assert.Equal(InfluxOutcome.Away, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(0, _rig.Forwarder.State.PointsRefused);
        _server.Poison = null;
        await _rig.Forwarder.DrainAsync(default);
        Assert.Equal(200, _server.Lines.Count);
    }

    [Fact]
    public async Task A_body_that_is_too_large_goes_in_smaller_ones()
    {
        _server.BodyBytesMax = 2_000;
        Write(100);
        Assert.Equal(InfluxOutcome.Done, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(100, _server.Lines.Count);
        Assert.Equal(0, _rig.Forwarder.State.PointsRefused);
    }

    [Fact]
    public async Task Lines_say_kind_device_unit_fields_and_a_time_that_is_unique()
    {
        _rig.Write((3, Start, 12, 8.5));
        await _rig.Forwarder.DrainAsync(default);
        var unit = _rig.Store.Registry.Current.FindDevice(3)!.UnitCode;
        Assert.Equal($"hotspot,device=d3,kind=hotspot,unit={unit} clients=12,rtt_ms=8.5 1795334400000000001", Assert.Single(_server.Lines).Key);
    }

    [Fact]
    public async Task Rows_that_were_not_sent_are_neither_deleted_nor_rewritten()
    {
        await _rig.Forwarder.DrainAsync(default);
        for (var write = 0; write < 3; write++)
            _rig.Write((1, Start + write, write, null));
        var late = DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(100);
        var retention = new TelemetryRetention(_rig.Store.Database, _rig.Store.Options with { TelemetryRetentionDays = 1 });
        var compaction = new TelemetryCompaction(_rig.Store.Database);
        Assert.Equal((0, 0), (retention.Step(late, default), compaction.Step(late, default)));
        await _rig.Forwarder.DrainAsync(default);
        Assert.Equal(3, _server.Lines.Count);
        Assert.Equal(1, compaction.Step(late, default));
    }

    [Fact]
    public async Task A_border_between_the_two_stores_neither_doubles_nor_loses_a_point()
    {
        // The stand-in answers queries with nothing, so every point counted here comes from telemetry.db.
        Write(60);
        await _rig.Forwarder.DrainAsync(default);
        var series = new InfluxSeries(_rig.Store.Series, _rig.Client, _rig.Options with { AnswersAlone = false }, _rig.Rollups, _rig.Store.Database, _rig.Store.Registry);
        var query = Series.TelemetryFixture.Query(["d1"], [Series.TelemetryFixture.Clients], Start - 86_400_000, Start + 86_400_000, 3_600);
        Assert.Equal(
            (await _rig.Store.Series.QueryAsync(query, default)).Sum(one => one.Count.Sum()),
            (await series.QueryAsync(query, default)).Sum(one => one.Count.Sum()));
    }

    [Fact]
    public void Without_a_server_old_rows_wait_for_nobody()
    {
        Write(3);
        TelemetryOutbox.Abandon(_rig.Store.Database);
        using var connection = _rig.Store.Database.CreateConnection();
        Assert.Null(TelemetryOutbox.OldestUnsentMs(connection, null));
    }

    public void Dispose()
    {
        _rig.Dispose();
        _server.Dispose();
    }

    private void Write(int messages) =>
        _rig.Write(Enumerable.Range(0, messages).Select(n => (1 + (n % 4), Start + (n * 1_000L), (double)n, (double?)null)).ToList());
}
