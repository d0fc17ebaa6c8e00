using Ioc.Host.Benchmarks.Mqtt;

namespace Ioc.Host.Tests.Benchmarks;

public sealed class MqttLoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_load_counts_what_the_broker_relays_and_loses_nothing(int qos)
    {
        await using var broker = await InProcessBroker.StartAsync(TimeProvider.System, Cancellation);
        var plan = RelayPlan.Of(new RelayShape(3, 2), qos, payloadBytes: 50, durable: false);
        using var load = RelayLoad.Open(plan, broker.Address);
        var figures = load.Run(TimeSpan.Zero, TimeSpan.FromMilliseconds(300), () => 0, Cancellation);
        Assert.Equal(0, figures.Lost);
        Assert.True(figures.Sent > plan.Window, "the window must have turned over");
        Assert.InRange(figures.Delivered, (figures.Sent - plan.Window) * 2, figures.Sent * 2);
    }

    [Fact]
    public async Task Every_topic_of_the_matching_load_reaches_exactly_one_subscriber()
    {
        await using var broker = await InProcessBroker.StartAsync(TimeProvider.System, Cancellation);
        var plan = RelayPlan.Matching(subscriptions: 300, payloadBytes: 20);
        using var load = RelayLoad.Open(plan, broker.Address);
        var figures = load.Run(TimeSpan.Zero, TimeSpan.FromMilliseconds(300), () => 0, Cancellation);
        Assert.Equal(0, figures.Lost);
        Assert.InRange(figures.Delivered, figures.Sent - plan.Window, figures.Sent);
    }

    [Fact]
    public async Task The_storm_ends_when_each_client_had_its_first_message_acknowledged()
    {
        await using var broker = await InProcessBroker.StartAsync(TimeProvider.System, Cancellation);
        Assert.Equal(200, new ConnectStorm(broker.Address, payloadBytes: 20).Run(200, () => 0, Cancellation).Clients);
    }

    [Fact]
    public void The_table_says_ratio_aim_and_verdict_and_ends_with_one_line_for_scripts()
    {
        var output = new StringWriter();
        FigureTable.Print(
            [
                new Figure("cpu_us", "CPU", 5, 10).NoMoreThanMosquitto(),
                new Figure("idle_bytes", "memory", 5_000, 700).AtMost(4_096, "<= 4096"),
                new Figure("tls_bytes", "memory over TLS", null, 900).AtMost(4_096, "<= 4096"),
            ],
            output);
        var lines = output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.EndsWith("0.50  <= Mosquitto: met", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("7.14  <= 4096: MISSED", lines[2], StringComparison.Ordinal);
        Assert.EndsWith("<= 4096: not measured", lines[3], StringComparison.Ordinal);
        Assert.Equal("cpu_us=5.00 cpu_us_mosquitto=10.00 idle_bytes=5000 idle_bytes_mosquitto=700 tls_bytes=n/a tls_bytes_mosquitto=900", lines[^1]);
    }

    [Fact]
    public void Everything_wrong_with_the_options_is_said_at_once()
    {
        var options = new MqttBenchmarkOptions { Seconds = 0, StormClients = 0, Qos = [3] };
        Assert.Equal(3, options.Errors().Count);
        Assert.Empty(new MqttBenchmarkOptions().Errors());
    }
}
