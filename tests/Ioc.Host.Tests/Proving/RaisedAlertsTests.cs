using System.Globalization;
using Ioc.Host.Proving;

namespace Ioc.Host.Tests.Proving;

public sealed class RaisedAlertsTests
{
    /// <summary>The line opens with messages 13 and 33, and closes with 20; message n comes at n milliseconds.</summary>
    [Fact]
    public void The_oracle_raises_and_clears_with_the_messages_that_open_and_close_the_line()
    {
        var came = Enumerable.Range(1, 35).ToDictionary(seq => seq, seq => (long)seq);
        Assert.Equal([(13, 20), (33, null)], RaisedAlerts.Expected(came));
        came.Remove(13);
        Assert.Equal([(14, 20), (33, null)], RaisedAlerts.Expected(came));
        Assert.Empty(RaisedAlerts.Expected([]));
    }

    [Theory]
    [InlineData("13-20 33-40", "13-20 33-40", 0, 0)]
    [InlineData("33-40 13-20", "13-20 33-40", 0, 0)]
    [InlineData("13-20", "13-20 33-40", 1, 0)]
    [InlineData("13-20 33-40 33-40", "13-20 33-40", 0, 1)]
    // As many as expected, and yet one is lost and another there twice.
    [InlineData("13-20 13-20", "13-20 33-40", 1, 1)]
    [InlineData("13-20 33-", "13-20 33-40", 1, 1)]
    public void Each_alert_is_looked_at_and_not_their_number(string held, string expected, int lost, int doubled) =>
        Assert.Equal((lost, doubled), RaisedAlerts.Compare(Alerts(held), Alerts(expected)));

    private static IEnumerable<(long, long?)> Alerts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(alert => alert.Split('-')).Select(times => (long.Parse(times[0], CultureInfo.InvariantCulture), times[1].Length == 0 ? (long?)null : long.Parse(times[1], CultureInfo.InvariantCulture)));
}
