using Ioc.Devices.Rejections;

namespace Ioc.Devices.Tests.Twins;

public class MessageOrderTests
{
    private readonly TwinDriver _twin = new(Samples.Loudspeaker());

    [Fact]
    public void The_same_message_for_each_group_of_the_device_counts_once()
    {
        Assert.Equal(RejectionReason.None, Sends(7));
        Assert.Equal(RejectionReason.Duplicate, Sends(7));
        Assert.Equal(RejectionReason.Duplicate, Sends(7));

        Assert.Equal((1, 2), (_twin.Twin.MessagesTotal, _twin.Twin.DuplicatesTotal));
    }

    [Fact]
    public void A_copy_that_arrives_after_newer_messages_is_still_a_copy()
    {
        for (var seq = 10; seq < 18; seq++)
            Sends(seq);

        Assert.Equal(RejectionReason.Duplicate, Sends(10));
        Assert.Equal(RejectionReason.None, Sends(18));
        Assert.Equal(RejectionReason.Late, Sends(10));
    }

    [Fact]
    public void A_number_seen_is_a_copy_even_if_its_bytes_differ()
    {
        Sends(7, "\"temperature_c\":30");

        Assert.Equal(RejectionReason.Duplicate, Sends(7, "\"temperature_c\":30.0"));
    }

    [Fact]
    public void A_lower_number_is_late_and_changes_nothing()
    {
        Sends(20, "\"temperature_c\":30");
        var version = _twin.Twin.Version;

        Assert.Equal(RejectionReason.Late, Sends(19, "\"temperature_c\":99"));
        Assert.Equal(30, (double)_twin.Twin.TelemetryJson()["temperature_c"]!);
        Assert.Equal(version, _twin.Twin.Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_device_that_begins_anew_is_heard_at_once(int first)
    {
        Sends(500);

        Assert.Equal(RejectionReason.None, Sends(first));
        Assert.Equal(RejectionReason.Duplicate, Sends(first));
        Assert.Equal(RejectionReason.None, Sends(first + 1));
    }

    [Fact]
    public void A_device_that_restarts_again_and_again_is_heard_each_time()
    {
        Assert.Equal(RejectionReason.None, Sends(0, "\"temperature_c\":30"));
        Assert.Equal(RejectionReason.None, Sends(0, "\"temperature_c\":31"));
        Assert.Equal(RejectionReason.None, Sends(0, "\"temperature_c\":32"));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(1, 8)]
    public void A_first_message_that_newer_ones_overtook_is_late_and_their_copies_are_still_copies(int first, int newest)
    {
        Assert.Equal(RejectionReason.None, SendsAt(newest, 10));

        Assert.Equal(RejectionReason.Late, SendsAt(first, 11.5));
        Assert.Equal(RejectionReason.Duplicate, SendsAt(newest, 12));
        Assert.Equal(RejectionReason.None, SendsAt(newest + 1, 13));
        Assert.Equal(2, _twin.Twin.MessagesTotal);
    }

    [Theory]
    [InlineData(2, 15.001)] // Too late to have been overtaken.
    [InlineData(9, 10.5)] // Too far behind to have been overtaken.
    public void A_first_message_that_nothing_can_have_overtaken_begins_anew(int newest, double atSeconds)
    {
        SendsAt(newest, 10);

        Assert.Equal(RejectionReason.None, SendsAt(1, atSeconds));
        Assert.Equal(RejectionReason.None, SendsAt(2, atSeconds + 0.1));
    }

    [Fact]
    public void A_device_that_reboots_within_seconds_begins_anew_with_a_number_it_used_before()
    {
        SendsAt(1, 10);
        SendsAt(2, 10.5);

        Assert.Equal(RejectionReason.None, SendsAt(1, 11, "\"playing\":true"));
        Assert.Equal(RejectionReason.None, SendsAt(2, 11.5, "\"playing\":true"));
    }

    [Fact]
    public void A_far_lower_number_from_a_clock_that_went_on_is_a_restart()
    {
        Sends(90_000, "\"playing\":false,\"at\":1000");

        Assert.Equal(RejectionReason.Late, Sends(50, "\"playing\":false,\"at\":900"));
        Assert.Equal(RejectionReason.None, Sends(50, "\"playing\":false,\"at\":1060"));
    }

    [Fact]
    public void A_device_without_a_clock_that_counts_anew_is_heard_after_four_messages()
    {
        Sends(9_007_199_254_740_992);

        Assert.Equal(RejectionReason.Late, SendsAt(40, 20));
        Assert.Equal(RejectionReason.Late, SendsAt(41, 80));
        Assert.Equal(RejectionReason.Late, SendsAt(42, 81));
        _twin.Restart();
        Assert.Equal(RejectionReason.None, SendsAt(43, 120));
        Assert.Equal(RejectionReason.None, SendsAt(44, 121));
    }

    [Fact]
    public void An_hour_that_a_broker_delivers_once_more_is_not_lived_again()
    {
        for (var minute = 1; minute <= 90; minute++)
            SendsAt(100 + minute, minute * 60, minute < 70 ? "\"line_state\":\"open\"" : "\"line_state\":\"ok\"");
        _twin.Findings.Take();

        // Far faster than the device speaks, and for longer than its period.
        for (var minute = 30; minute <= 90; minute++)
            Assert.NotEqual(RejectionReason.None, SendsAt(100 + minute, 5_401 + (minute * 2), minute < 70 ? "\"line_state\":\"open\"" : "\"line_state\":\"ok\""));
        Assert.Equal("", _twin.Findings.Take());
        Assert.Equal(RejectionReason.None, SendsAt(191, 5_600));
    }

    [Fact]
    public void Without_numbers_the_same_bytes_within_two_seconds_are_a_copy()
    {
        Assert.Equal(RejectionReason.None, _twin.Sends("""{"playing":false}""", 0));
        Assert.Equal(RejectionReason.Duplicate, _twin.Sends("""{"playing":false}""", 2));
        Assert.Equal(RejectionReason.None, _twin.Sends("""{"playing":false}""", 2.001));
        Assert.Equal(RejectionReason.None, _twin.Sends("""{"playing":true}""", 2.5));
    }

    [Fact]
    public void What_was_seen_survives_a_restart_of_the_centre()
    {
        Sends(7);
        Sends(8);
        _twin.Restart();

        Assert.Equal(RejectionReason.Duplicate, Sends(7));
        Assert.Equal(RejectionReason.Late, Sends(6));
    }

    private RejectionReason Sends(long seq, string fields = "\"playing\":false") => SendsAt(seq, seq % 1000, fields);

    private RejectionReason SendsAt(long seq, double atSeconds, string fields = "\"playing\":false") =>
        _twin.Sends($$"""{"seq":{{seq}},{{fields}}}""", atSeconds);
}
