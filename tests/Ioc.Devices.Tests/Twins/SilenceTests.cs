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
    public void A_last_will_is_offline_at_once()
    {
        _twin.Sends(Hello, 0);

        Assert.Equal("+offline", _twin.Status(online: false, 10));
        Assert.Equal("-offline", _twin.Status(online: true, 11));
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

    [Fact]
    public void A_duration_that_began_before_listening_started_again_goes_on()
    {
        _twin.Sends("""{"temperature_c":80}""", 0);
        _twin.Twin.ListeningStarted(TwinDriver.Ms(30));

        Assert.Equal("", _twin.Tick(59));
        Assert.Equal("+over-temperature", _twin.Tick(60));
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

    [Fact]
    public void A_shorter_period_counts_from_the_next_tick()
    {
        _twin.Sends(Hello, 0);
        _twin.Twin.Reconfigure(Samples.Loudspeaker() with { PeriodSeconds = 10 });

        Assert.Equal("+offline", _twin.Tick(30));
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
