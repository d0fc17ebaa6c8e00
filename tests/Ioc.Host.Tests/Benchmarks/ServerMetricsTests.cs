using Ioc.Host.Benchmarks;

namespace Ioc.Host.Tests.Benchmarks;

public sealed class ServerMetricsTests
{
    [Fact]
    public void A_counter_is_summed_over_its_labels_and_compared_with_an_earlier_reading()
    {
        var first = ServerMetrics.Parse("# TYPE messages counter\nmessages{channel=\"a b\"} 1\nmessages{channel=\"c\"} 2 1700000000\nplain 0.5\n");
        var second = ServerMetrics.Parse("messages{channel=\"a b\"} 10\nmessages{channel=\"c\"} 5\nplain 2\n");

        Assert.Equal(12, second.Since(first, "messages"));
        Assert.Equal(1.5, second.Since(first, "plain"));
    }

    [Fact]
    public void What_the_server_does_not_tell_is_unknown_and_not_zero()
    {
        var reading = ServerMetrics.Parse("messages_total 3\n");

        Assert.Null(reading.Since(reading, "messages"));
    }

    [Fact]
    public void What_was_first_told_later_grew_from_nothing() =>
        Assert.Equal(4, ServerMetrics.Parse("commits 4").Since(ServerMetrics.Parse(""), "commits"));
}
