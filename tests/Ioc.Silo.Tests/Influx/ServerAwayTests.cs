using Ioc.Silo.Exports;
using Ioc.Silo.Influx;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Influx;

/// <summary>Questions that begin before what telemetry.db holds, while the server does not answer.</summary>
public sealed class ServerAwayTests : IDisposable
{
    private const long Start = 1_795_334_400_000;
    private const long Week = 7 * 86_400_000L;

    private readonly FakeTime _time = new();
    private readonly FlakyServer _server = new();
    private readonly InfluxRig _rig;

    public ServerAwayTests()
    {
        _rig = new InfluxRig(_server.Address, _time, change: options => options with { AnswersAlone = false });
        _rig.Write((1, Start, 4, null), (1, Start + 60_000, 6, null));
        _server.Hangs = true;
    }

    [Fact]
    public async Task A_chart_begins_with_what_telemetry_db_holds_and_says_from_when_on_it_is_whole()
    {
        var answer = Assert.Single(await AskAsync("d1", Start + 3_600_000));
        Assert.Equal([4.0, 6.0], answer.Mean);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Start), answer.CompleteFrom);
        Assert.Equal(1, _server.Hanging);
    }

    [Theory]
    [InlineData("d2", 3_600_000)]
    [InlineData("d1", -3_600_000)]
    public async Task Where_telemetry_db_holds_nothing_of_it_there_is_no_answer(string device, long toMs) =>
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<SiloUnavailableException>(() => AskAsync(device, Start + toMs))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task An_export_without_its_beginning_is_none()
    {
        var export = new TelemetryExport(_rig.Store.Database, _rig.Series, _rig.Store.Registry, () => _rig.Store, new InfluxPoints(_rig.Client));
        using var text = new MemoryStream();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => PatientAsync(export.WriteBucketsAsync(Query("d1", Start + 3_600_000), ExportForm.Csv, text, default)));
    }

    public void Dispose()
    {
        _rig.Dispose();
        _server.Dispose();
    }

    private static SeriesQuery Query(string device, long toMs) => TelemetryFixture.Query([device], [TelemetryFixture.Clients], Start - Week, toMs, 60);

    private async Task<IReadOnlyList<SeriesResult>> AskAsync(string device, long toMs)
    {
        var answer = _rig.Series.QueryAsync(Query(device, toMs), default);
        await PatientAsync(answer);
        return await answer;
    }

    private async Task PatientAsync(Task asked)
    {
        Assert.True(SpinWait.SpinUntil(() => _server.Hanging > 0 || asked.IsCompleted, TimeSpan.FromSeconds(30)), "never asked");
        _time.Advance(TimeSpan.FromSeconds(InfluxLimits.QuerySeconds));
        await asked;
    }
}
