using Ioc.Devices;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Tests.Simulation;

public sealed class SimulatedLoudspeakerTests
{
    private readonly DeviceRig _rig = new(DeviceKind.Loudspeaker);

    [Fact]
    public void A_broadcast_is_accepted_played_and_finished_with_telemetry_that_proves_it()
    {
        _rig.Play("b-1", seconds: 12);
        Assert.Equal("/media/b-1.wav", Assert.Single(_rig.Outlet.Fetches).AudioPath);
        _rig.Fetched("b-1");
        _rig.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal(["b-1 accepted", "b-1 playing", "b-1 finished"], _rig.Outlet.Receipts);
        Assert.Equal(12, (double)_rig.Outlet.LastReceipt["played_seconds"]!);
        var proof = _rig.Outlet.Telemetry.Where(json => (string)json["playing_broadcast"]! == "b-1").ToList();
        Assert.InRange(proof.Count, 3, 4);
        Assert.All(proof, json =>
        {
            Assert.True((bool)json["amplifier_on"]!);
            Assert.Equal("ok", (string)json["line_state"]!);
            Assert.Equal("broadcast", (string)json["playing_source"]!);
            Assert.Equal(85, (int)json["volume_percent"]!);
        });
        Assert.Equal("", (string)_rig.Outlet.Telemetry.Last()["playing_broadcast"]!);
        Assert.Equal(12, (int)_rig.Outlet.Telemetry.Last()["played_today_s"]!);
    }

    [Fact]
    public void A_known_broadcast_is_answered_and_not_played_again()
    {
        _rig.Play("b-1");
        _rig.Fetched("b-1");
        _rig.Pass(TimeSpan.FromSeconds(20));
        _rig.Play("b-1");
        Assert.Equal("b-1 finished", _rig.Outlet.Receipts.Last());
        Assert.Equal(4, _rig.Outlet.Receipts.Count());
        Assert.Single(_rig.Outlet.Fetches);
    }

    [Fact]
    public void An_expired_command_is_refused_unless_the_clock_is_wrong()
    {
        _rig.Play("b-1", expiresInSeconds: 0);
        Assert.Equal(["b-1 rejected"], _rig.Outlet.Receipts);
        Assert.Equal("expired", (string)_rig.Outlet.LastReceipt["reason"]!);
        Assert.Empty(_rig.Outlet.Fetches);

        _rig.Device.Faults = DeviceFaults.WrongClock;
        _rig.Play("b-2", expiresInSeconds: 0);
        Assert.Equal("b-2 accepted", _rig.Outlet.Receipts.Last());
    }

    [Fact]
    public void A_broadcast_that_expires_during_its_download_does_not_start()
    {
        _rig.Play("b-1", expiresInSeconds: 10);
        _rig.Pass(TimeSpan.FromSeconds(11));
        _rig.Fetched("b-1");
        Assert.Equal(["b-1 accepted", "b-1 failed"], _rig.Outlet.Receipts);
    }

    [Theory]
    [InlineData(FetchOutcome.WrongHash, "audio does not match its hash")]
    [InlineData(FetchOutcome.Unreachable, "audio could not be fetched")]
    [InlineData(FetchOutcome.TooLarge, "audio is too large")]
    internal void Bad_audio_is_a_failure_with_its_reason(FetchOutcome outcome, string reason)
    {
        _rig.Play("b-1");
        _rig.Fetched("b-1", outcome);
        Assert.Equal("b-1 failed", _rig.Outlet.Receipts.Last());
        Assert.Equal(reason, (string)_rig.Outlet.LastReceipt["reason"]!);
        Assert.False(_rig.Loudspeaker.IsPlayingBroadcast);
    }

    [Fact]
    public void A_cancel_stops_what_plays_and_says_how_long_it_played()
    {
        _rig.Play("b-1", seconds: 60);
        _rig.Fetched("b-1");
        _rig.Pass(TimeSpan.FromSeconds(7));
        _rig.Command("""{"type":"cancel","broadcast":"b-1"}""");
        Assert.Equal("b-1 cancelled", _rig.Outlet.Receipts.Last());
        Assert.Equal(7, (double)_rig.Outlet.LastReceipt["played_seconds"]!);
        Assert.False(_rig.Loudspeaker.IsPlayingBroadcast);

        // A cancel that overtakes its command forbids it.
        _rig.Command("""{"type":"cancel","broadcast":"b-2"}""");
        _rig.Play("b-2");
        Assert.Equal("b-2 cancelled", _rig.Outlet.Receipts.Last());
        Assert.Single(_rig.Outlet.Fetches);
    }

    [Fact]
    public void A_higher_level_interrupts_and_an_equal_one_waits()
    {
        _rig.Play("routine", seconds: 30);
        _rig.Fetched("routine");
        _rig.Play("second");
        _rig.Pass(TimeSpan.FromSeconds(3));
        _rig.Play("flood", "emergency", seconds: 10);
        _rig.Fetched("flood");
        Assert.Equal(["routine accepted", "routine playing", "second accepted", "flood accepted", "routine failed", "flood playing"], _rig.Outlet.Receipts);
        _rig.Pass(TimeSpan.FromSeconds(11));
        Assert.Equal("flood finished", _rig.Outlet.Receipts.Last());
        Assert.Equal(["routine", "flood", "second"], _rig.Outlet.Fetches.Select(fetch => fetch.BroadcastId));
    }

    [Fact]
    public void With_an_open_line_it_plays_and_says_that_nobody_hears()
    {
        _rig.Device.Faults = DeviceFaults.LineOpen;
        _rig.Play("b-1");
        _rig.Fetched("b-1");
        _rig.Pass(TimeSpan.FromSeconds(6));
        Assert.All(_rig.Outlet.Telemetry, json => Assert.Equal("open", (string)json["line_state"]!));
        Assert.Contains(_rig.Outlet.Telemetry, json => (string)json["playing_broadcast"]! == "b-1");
    }

    [Fact]
    public void A_power_cut_is_reported_from_the_battery_until_the_device_is_gone_and_forgets()
    {
        _rig.Play("b-1", seconds: 7_000);
        _rig.Fetched("b-1");
        _rig.Device.Faults = DeviceFaults.PowerCut;
        _rig.Pass(TimeSpan.FromMinutes(3));
        var low = _rig.Outlet.Telemetry.Last();
        Assert.False((bool)low["mains_ok"]!);
        Assert.InRange((int)low["battery_percent"]!, 40, 95);
        Assert.True((int)low["supply_mv"]! < 24_600);

        _rig.Pass(TimeSpan.FromMinutes(30));
        Assert.False(_rig.Device.IsPowered);
        Assert.False(_rig.Device.WantsConnection);
        var before = _rig.Outlet.Sent.Count;
        _rig.Device.Faults = DeviceFaults.None;
        _rig.Pass(TimeSpan.FromSeconds(1));
        Assert.True(_rig.Device.WantsConnection);
        Assert.False(_rig.Loudspeaker.IsPlayingBroadcast);
        _rig.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (long)_rig.Outlet.Sent.Skip(before).First(message => message.Channel == "telemetry").Json["seq"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"type":"play","broadcast":"b-1"}""")]
    [InlineData("""{"type":"dance","broadcast":"b-1"}""")]
    [InlineData("""{"type":"play","broadcast":"","level":"x"}""")]
    [InlineData("""{"type":"play","broadcast":"b","level":1,"audio_path":2,"audio_seconds":"x","audio_sha256":3,"expires_at":4}""")]
    public void Nonsense_is_ignored(string command)
    {
        _rig.Command(command);
        Assert.Empty(_rig.Outlet.Receipts);
    }
}
