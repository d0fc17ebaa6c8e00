using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Twins;

public class TwinValuesTests
{
    [Fact]
    public void A_message_changes_only_the_fields_it_has()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"seq":1,"temperature_c":30,"line_state":"ok","firmware":"1","fan":{"rpm":900},"door":1}""", 0);
        twin.Sends("""{"seq":2,"at":5,"temperature_c":31.5,"firmware":null,"fan":{"rpm":0}}""", 1);

        Assert.Equal(
            """{"at":5,"seq":2,"line_state":"ok","temperature_c":31.5,"fan":{"rpm":0},"door":1}""",
            twin.Twin.TelemetryJson().ToJsonString());
    }

    [Fact]
    public void Cells_are_merged_by_id_and_keep_their_ordinals()
    {
        var twin = new TwinDriver(Samples.Site());
        twin.Sends("""{"cells":[{"id":"b","users":5,"state":"up"},{"id":"a","users":1e0}]}""", 0);
        twin.Sends("""{"cells":[{"id":"a","users":7,"down_bps":1e12},{"id":"b","state":null}]}""", 1);

        Assert.Equal(["b", "a"], twin.Twin.CellIds);
        Assert.Equal(
            """{"cells":[{"id":"b","users":5},{"id":"a","users":7,"down_bps":1000000000000}]}""",
            twin.Twin.TelemetryJson().ToJsonString());
    }

    [Fact]
    public void Points_are_the_series_values_of_the_message_only()
    {
        var twin = new TwinDriver(Samples.Site());
        twin.Sends("""{"cells":[{"id":"b","users":5}]}""", 0);
        twin.Sends("""{"seq":1,"at":9,"state":"degraded","cells":[{"id":"a","users":7}],"other":4}""", 1);

        var names = twin.Frame.Points.ToArray().Select(point => (MetricNames.Format(DeviceKind.Site, point.Metric, twin.Twin.CellIds), point.Value));
        Assert.Equal([("state", 1), ("cells.a.users", 7)], names);
    }

    [Fact]
    public void A_refused_message_has_no_points()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"seq":1,"temperature_c":30}""", 0);
        twin.Sends("""{"seq":1,"temperature_c":30}""", 0);

        Assert.True(twin.Frame.Points.IsEmpty);
    }

    [Fact]
    public void No_more_than_24_cells_are_kept()
    {
        var twin = new TwinDriver(Samples.Site());
        twin.Sends(Samples.SiteMessage(24), 0);
        twin.Sends("""{"cells":[{"id":"one-more","users":7},{"id":"cell-3","users":9}]}""", 1);

        Assert.Equal(24, twin.Twin.CellIds.Count);
        Assert.Equal(1, twin.Frame.Points.Length);
        Assert.DoesNotContain("one-more", twin.Twin.CellIds);
    }

    [Fact]
    public void Unknown_fields_are_bounded_and_the_newest_win()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        for (var message = 0; message < 50; message++)
            twin.Sends($$"""{"seq":{{message}},"playing":true,"x{{message}}":"{{new string('v', 100)}}","big{{message}}":"{{new string('v', 3000)}}"}""", message);

        var json = twin.Twin.TelemetryJson();
        Assert.True(json.ContainsKey("x49"));
        Assert.False(json.ContainsKey("big49"));
        Assert.Equal(3 + TelemetryLimits.UnknownFieldsMax - 1, json.Count);
    }

    [Fact]
    public void Playing_is_evidence_about_a_broadcast()
    {
        var twin = new TwinDriver(Samples.Loudspeaker());
        twin.Sends("""{"playing":true,"playing_broadcast":"b-1"}""", 0);
        Assert.True(twin.Twin.TryObservePlayback(5, out var seen));
        Assert.Equal((new PlaybackObservation(1, "b-1", null, null, 5), null), (seen, seen.Agrees));

        twin.Sends("""{"line_state":"ok","amplifier_on":true}""", 1);
        Assert.True(twin.Twin.TryObservePlayback(6, out seen) && seen.Agrees == true);

        twin.Sends("""{"line_state":"open"}""", 2);
        Assert.True(twin.Twin.TryObservePlayback(7, out seen) && seen.Agrees == false);

        twin.Sends("""{"playing":true,"playing_broadcast":""}""", 3);
        Assert.False(twin.Twin.TryObservePlayback(8, out _));
        Assert.Null(twin.Twin.PlayingBroadcast);

        twin.Sends("""{"playing":false,"playing_broadcast":"b-1"}""", 4);
        Assert.False(twin.Twin.TryObservePlayback(9, out _));
    }
}
