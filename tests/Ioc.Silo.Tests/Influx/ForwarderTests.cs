using Ioc.Silo.Influx;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Influx;

public sealed class ForwarderTests : IDisposable
{
    private const long Start = 1_795_334_400_000;

    private readonly FlakyServer _server = new();
    private readonly InfluxRig _rig;
    private int _waited;

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
    public async Task What_waits_is_counted_with_the_time_left_also_by_a_process_that_never_reached_the_server()
    {
        var time = new FakeTime();
        using var rig = new InfluxRig(_server.Address, time, outboxRowsMax: 100);
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal("0 0 ", Waiting(rig));
        await WaitAsync(rig, 10);
        Assert.Equal("10 10 ", Waiting(rig));
        time.Advance(TimeSpan.FromSeconds(60));
        await WaitAsync(rig, 10);
        Assert.Equal("20 20 00:04:00", Waiting(rig));

        rig.RestartForwarder();
        _server.PingStatus = 401;
        await WaitAsync(rig, 85);
        Assert.Equal("105 105 ", Waiting(rig));
        _server.PingStatus = 204;
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal("0 0 ", Waiting(rig));
        Assert.Equal(105, _server.Lines.Count);
        Assert.Null(rig.Forwarder.State.Problem);
    }

    [Fact]
    public async Task A_server_that_hangs_makes_everything_wait_and_gets_it_when_it_answers_again()
    {
        var time = new FakeTime();
        using var rig = new InfluxRig(_server.Address, time);
        rig.Write((1, Start, 1, null));
        _server.Hangs = true;
        var drained = rig.Forwarder.DrainAsync(default);
        Assert.True(SpinWait.SpinUntil(() => { time.Advance(TimeSpan.FromSeconds(1)); return drained.IsCompleted; }, TimeSpan.FromSeconds(30)), "still asking");
        Assert.Equal(InfluxOutcome.Away, (await drained).Outcome);
        _server.Hangs = false;
        time.Advance(TimeSpan.FromSeconds(InfluxLimits.AwaySeconds));
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Single(_server.Lines);
    }

    [Fact]
    public async Task What_the_server_took_without_our_hearing_of_it_goes_again_under_the_unit_that_it_has_there()
    {
        var time = new FakeTime();
        using var rig = new InfluxRig(_server.Address, time);
        rig.Write((1, Start, 1, null));
        _server.StatusAfterTaking = 500;
        var drained = rig.Forwarder.DrainAsync(default);
        Assert.True(PassUntil(time, TimeSpan.FromMilliseconds(500), () => drained.IsCompleted), "still asking");
        Assert.Equal(InfluxOutcome.Away, (await drained).Outcome);
        var taken = Assert.Single(_server.Lines).Key;

        rig.Store.Registry.Move(1, Series.TelemetryFixture.OtherCommune);
        rig.Write((1, Start + 60_000, 2, null));
        _server.StatusAfterTaking = null;
        time.Advance(TimeSpan.FromSeconds(InfluxLimits.AwaySeconds));
        Assert.Equal(InfluxOutcome.Done, (await rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(2, _server.Lines.Count);
        Assert.Contains($"unit={Series.TelemetryFixture.OtherCommune}", _server.Lines.Keys.Single(line => line != taken), StringComparison.Ordinal);
        Assert.Equal(0, rig.Waiting());
    }

    [Fact]
    public async Task What_is_wrong_is_still_said_while_a_server_that_failed_too_often_is_not_asked()
    {
        _server.PingStatus = 503;
        string said;
        do
            said = (await _rig.Forwarder.DrainAsync(default)).Text;
        while (!said.Contains("not asked", StringComparison.Ordinal));
        Assert.StartsWith("503: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "results")]
    [InlineData("""{"error":{"code":5}}""", "code")]
    [InlineData("""{"results":[{"error":5}]}""", "5")]
    [InlineData("""{"results":7}""", "results")]
    [InlineData("""{"results":[null]}""", "results")]
    [InlineData("""{"results":[{"series":7}]}""", "")]
    public async Task An_answer_that_nobody_expects_makes_telemetry_wait_and_ends_nothing(string answer, string word)
    {
        var time = new FakeTime();
        using var rig = new InfluxRig(_server.Address, time);
        rig.Write((1, Start, 1, null));
        _server.QueryAnswer = answer;
        var atFirst = rig.Forwarder.State.Problem;
        await rig.Forwarder.StartAsync(default);
        Assert.True(SpinWait.SpinUntil(() => rig.Forwarder.ExecuteTask!.IsCompleted || rig.Forwarder.State.Problem != atFirst, TimeSpan.FromSeconds(30)), "nothing happened");
        Assert.False(rig.Forwarder.ExecuteTask!.IsCompleted, "the service has ended, and the centre with it");
        Assert.Contains(word, rig.Forwarder.State.Problem, StringComparison.Ordinal);
        _server.QueryAnswer = """{"results":[{"statement_id":0}]}""";
        Assert.True(
            PassUntil(time, TimeSpan.FromSeconds(1), () => rig.Forwarder.State is { Problem: null, RowsWaiting: 0 }), "never sent");
        Assert.Single(_server.Lines);
        await rig.Forwarder.StopAsync(default);
    }

    [Fact]
    public async Task A_page_in_a_character_set_that_nobody_knows_is_an_answer_by_its_status()
    {
        Write(100);
        _server.ContentType = "text/html; charset=klingon";
        _server.Poison = "clients=17 ";
        Assert.Equal(InfluxOutcome.Done, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.Equal(99, _server.Lines.Count);
    }

    [Fact]
    public async Task A_question_to_a_server_that_hangs_ends_in_words_and_soon()
    {
        var time = new FakeTime();
        using var rig = new InfluxRig(_server.Address, time);
        _server.Hangs = true;
        var answer = rig.Series.QueryAsync(Series.TelemetryFixture.Query(["d1"], [Series.TelemetryFixture.Clients], Start, Start + 60_000, 1), default);
        Assert.True(SpinWait.SpinUntil(() => _server.Hanging == 1, TimeSpan.FromSeconds(30)), "never asked");
        time.Advance(TimeSpan.FromSeconds(InfluxLimits.QuerySeconds));
        Assert.Contains("nothing came within 15 s", (await Assert.ThrowsAsync<SiloUnavailableException>(() => answer)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, InfluxOutcome.Unauthorised)]
    [InlineData(404, InfluxOutcome.NotThere)]
    public async Task What_a_person_must_mend_makes_everything_wait_and_drops_nothing(int status, object outcome)
    {
        Write(40);
        _server.NextStatuses.Enqueue(status);
        Assert.Equal((InfluxOutcome)outcome, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        Assert.NotEqual(0, _rig.Waiting());
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
        Assert.Equal($"hotspot,device=d3,kind=hotspot,unit={unit} clients=12,rtt_ms=8.5 1795334400000285797", Assert.Single(_server.Lines).Key);
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

    /// <summary>Time passes in steps, each with a moment in which a real answer may come: else every request times out before it.</summary>
    private static bool PassUntil(FakeTime time, TimeSpan step, Func<bool> isOver) =>
        SpinWait.SpinUntil(() => { time.Advance(step); return SpinWait.SpinUntil(isOver, TimeSpan.FromMilliseconds(50)); }, TimeSpan.FromSeconds(30));

    private static string Waiting(InfluxRig rig) => $"{rig.Forwarder.State.RowsWaiting} {rig.Forwarder.State.WaitingPercent} {rig.Forwarder.State.TimeLeft}";

    /// <summary>So many more rows, and a server that takes none of them.</summary>
    private async Task WaitAsync(InfluxRig rig, int rows)
    {
        for (var row = 0; row < rows; row++)
            rig.Write((1, Start + _waited, _waited++, null));
        if (_server.PingStatus == 204)
            _server.NextStatuses.Enqueue(401);
        Assert.Equal(InfluxOutcome.Unauthorised, (await rig.Forwarder.DrainAsync(default)).Outcome);
    }

    private void Write(int messages) =>
        _rig.Write(Enumerable.Range(0, messages).Select(n => (1 + (n % 4), Start + (n * 1_000L), (double)n, (double?)null)).ToList());
}
