using Ioc.Devices.Rejections;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Twins;

/// <summary>When silence is judged offline, and when it must not be. The device reports every 60 s; three may be missed.</summary>
public class SilenceTests
{
    private const string Hello = """{"playing":false}""";
    private readonly TwinDriver _twin = new(Samples.Loudspeaker());

    [Fact]
    public void Three_missed_reports_are_offline_and_not_a_millisecond_earlier()
    {
        _twin.Sends(Hello, 0);

        Assert.Equal("", _twin.Tick(179.999));
        Assert.Equal("+offline", _twin.Tick(180));
        Assert.Equal(Health.Offline, _twin.Twin.Health);
        Assert.False(_twin.Twin.Online);
        Assert.Equal("", _twin.Tick(500));
    }

    [Fact]
    public void Any_telemetry_brings_it_back()
    {
        _twin.Sends(Hello, 0);
        _twin.Tick(180);

        Assert.Equal("-offline", _twin.Finds(Hello, 300));
        Assert.Equal((Health.Ok, true), (_twin.Twin.Health, _twin.Twin.Online));
        Assert.Equal("+offline", _twin.Tick(480));
    }

    [Fact]
    public void A_last_will_is_offline_where_nobody_is_back_within_its_grace()
    {
        _twin.Sends(Hello, 0);

        Assert.Equal("", _twin.Status(online: false, 10));
        Assert.Equal("", _twin.Tick(19.999));
        Assert.Equal("+offline", _twin.Tick(20));
        Assert.Equal("-offline", _twin.Status(online: true, 21));
    }

    [Fact]
    public void The_will_of_a_connection_that_a_new_one_took_over_is_nothing()
    {
        _twin.Sends(Hello, 0);

        Assert.Equal("", _twin.Status(online: false, 10) + _twin.Status(online: true, 10.2) + _twin.Tick(20) + _twin.Tick(100));
        Assert.Equal(Health.Ok, _twin.Twin.Health);
    }

    [Theory]
    [InlineData(59)]
    [InlineData(61)]
    public void The_wills_of_everybody_that_a_broker_publishes_as_it_stops_are_nothing_whether_they_come_before_its_outage_or_after(double willAt)
    {
        _twin.Sends(Hello, 0);
        var found = willAt < 60 ? _twin.Status(online: false, willAt) : "";
        _twin.Twin.ListeningStopped();
        found += _twin.Tick(60);
        _twin.Twin.ListeningStarted(TwinDriver.Ms(60));
        found += willAt > 60 ? _twin.Status(online: false, willAt) : "";

        Assert.Equal("", found + _twin.Tick(100) + _twin.Tick(239));
        Assert.Equal("+offline", _twin.Tick(240));
    }

    [Fact]
    public void A_process_that_stood_still_believes_no_will_of_those_it_could_not_hear()
    {
        _twin.Sends(Hello, 0);
        var found = _twin.Status(online: false, 100);
        _twin.Twin.ClockJumped(TwinDriver.Ms(100.5));

        Assert.Equal("", found + _twin.Tick(120) + _twin.Status(online: false, 121) + _twin.Tick(140));
        _twin.Status(online: true, 150);
        _twin.Status(online: false, 160);
        Assert.Equal("+offline", _twin.Tick(170));
    }

    [Fact]
    public void A_device_never_heard_stays_unknown_so_that_an_import_raises_nothing()
    {
        Assert.Equal("", _twin.Tick(86_400));
        Assert.Equal("", _twin.Status(online: false, 86_401));
        Assert.Equal(Health.Unknown, _twin.Twin.Health);
    }

    [Fact]
    public void Nothing_is_judged_by_silence_while_nobody_listens()
    {
        _twin.Sends(Hello, 0);
        _twin.Twin.ListeningStopped();

        Assert.Equal("", _twin.Tick(5_000));
        Assert.Equal("", _twin.Status(online: false, 5_001));
    }

    [Fact]
    public void When_listening_starts_again_the_clock_starts_anew()
    {
        _twin.Sends(Hello, 0);
        _twin.Twin.ListeningStopped();
        _twin.Status(online: false, 10);
        _twin.Twin.ListeningStarted(TwinDriver.Ms(1_000));

        Assert.Equal("", _twin.Tick(1_179));
        Assert.Equal("+offline", _twin.Tick(1_180));
    }

    [Fact]
    public void What_was_heard_while_the_servers_clock_ran_ahead_counts_from_its_correction()
    {
        _twin.Sends(Hello, 3_600);
        var version = _twin.Twin.Version;
        _twin.Restart();
        _twin.Twin.ListeningStarted(TwinDriver.Ms(100));

        Assert.Equal(TwinDriver.Ms(100), _twin.Twin.LastSeenMs);
        Assert.True(_twin.Twin.Version > version);
        Assert.Equal("", _twin.Tick(279.999));
        Assert.Equal("+offline", _twin.Tick(280));
    }

    [Fact]
    public void A_device_registered_while_the_servers_clock_ran_ahead_is_judged_after_its_correction()
    {
        _twin.Twin.ListeningStarted(TwinDriver.Ms(-3_600));
        _twin.Sends(Hello, -3_600);

        Assert.Equal("", _twin.Tick(-3_421));
        Assert.Equal("+offline", _twin.Tick(-3_420));
    }

    [Fact]
    public void A_duration_that_began_while_the_servers_clock_ran_ahead_begins_at_its_correction()
    {
        _twin.Sends("""{"temperature_c":80}""", 3_600);
        _twin.Restart();
        _twin.Twin.ListeningStarted(TwinDriver.Ms(100));

        Assert.Equal("", _twin.Tick(159));
        Assert.Equal("+over-temperature", _twin.Tick(160));
    }

    [Theory]
    [InlineData(80, "+over-temperature")]
    [InlineData(40, "")]
    public void A_duration_that_began_before_our_outage_ends_by_what_the_device_says_after_it(int temperature, string found)
    {
        _twin.Sends("""{"temperature_c":80}""", 0);
        _twin.Twin.ListeningStopped();
        Assert.Equal("", _twin.Tick(90));
        _twin.Restart();
        _twin.Twin.ListeningStarted(TwinDriver.Ms(100));

        Assert.Equal("", _twin.Tick(101) + _twin.Status(online: true, 102) + _twin.Tick(103));
        Assert.Equal(found, _twin.Finds($$"""{"temperature_c":{{temperature}}}""", 104));
    }

    [Fact]
    public void A_restart_of_the_centre_keeps_the_clock_and_the_state()
    {
        _twin.Sends(Hello, 0);
        _twin.Restart();
        Assert.Equal("", _twin.Tick(179));
        Assert.Equal("+offline", _twin.Tick(180));
        _twin.Restart();
        Assert.Equal("", _twin.Tick(181));
        Assert.Equal(Health.Offline, _twin.Twin.Health);
    }

    [Fact]
    public void A_device_that_repeats_the_same_bytes_every_second_is_not_silent()
    {
        var twin = new TwinDriver(Samples.Loudspeaker() with { PeriodSeconds = 1 });
        for (var second = 0; second < 20; second++)
        {
            twin.Sends(Hello, second);
            Assert.Equal("", twin.Tick(second + 0.9));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shorter_period_is_expected_from_the_entry_on_that_tells_of_it(bool isTold)
    {
        var device = Samples.Loudspeaker();
        _twin.Sends(Hello, 0);
        _twin.Restart(device with { PeriodSeconds = 10 });

        // A replay knows the newest registry only, and ticks come before the entry.
        Assert.Equal("", _twin.Tick(99));
        if (isTold)
            _twin.Twin.Reconfigure(device with { PeriodSeconds = 10 }, TwinDriver.Ms(100));
        else
            _twin.Twin.ListeningStarted(TwinDriver.Ms(100));
        _twin.Restart(device with { PeriodSeconds = 10 });
        Assert.Equal("", _twin.Tick(129));
        Assert.Equal("+offline", _twin.Tick(130));
    }

    [Fact]
    public void A_device_whose_messages_are_late_because_it_counts_anew_is_not_silent()
    {
        _twin.Sends("""{"seq":500,"playing":false}""", 0);
        for (var minute = 1; minute <= 3; minute++)
            Assert.Equal(RejectionReason.Late, _twin.Sends($$"""{"seq":{{minute + 4}},"playing":false}""", minute * 59));

        Assert.Equal("", _twin.Tick(180));
        _twin.Status(online: false, 181);
        Assert.Equal(RejectionReason.Late, _twin.Sends("""{"seq":6,"playing":false}""", 182));
        Assert.Equal("+offline", _twin.Tick(191));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\"at\":0,", false)]
    [InlineData("\"at\":1795334400,", false)]
    [InlineData("\"at\":1795334400000,", false)]
    [InlineData("\"at\":1795334101,", false)]
    [InlineData("\"at\":1795334099,", true)]
    [InlineData("\"at\":1795359600,", true)]
    [InlineData("\"at\":12,", true)]
    [InlineData("\"at\":4083955200,", true)]
    public void A_device_clock_more_than_five_minutes_off_is_shown_as_wrong(string at, bool wrong)
    {
        _twin.Sends("{" + at + "\"playing\":false}", 0);

        Assert.Equal(wrong, _twin.Twin.ClockWrong);
        Assert.Equal(TwinDriver.Ms(0), _twin.Twin.LastSeenMs);
    }
}
