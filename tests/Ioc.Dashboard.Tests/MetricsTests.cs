using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Ioc.Dashboard.Tests;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task Metrics_parse_and_add_up()
    {
        using var meter = new Meter("Ioc.Test");
        Counter<long> counter = meter.CreateCounter<long>("ioc.test.things", "{thing}", "Things\nof a test.");
        Histogram<double> histogram = meter.CreateHistogram<double>("ioc.test.duration", "s");
        int level = 7;
        meter.CreateObservableGauge("ioc.test.level", () => level, "By");
        await using DashboardServer server = await DashboardServer.StartAsync();
        counter.Add(2, new KeyValuePair<string, object?>("reason", "a \"quote\" \\ and\nline"));
        counter.Add(3, new KeyValuePair<string, object?>("reason", "a \"quote\" \\ and\nline"));
        foreach (double seconds in new[] { 0.0004, 0.02, 0.02, 99, double.NaN }) histogram.Record(seconds);
        await server.Client().GetStringAsync("/metrics");
        level = 8;
        HttpResponseMessage response = await server.Client().GetAsync("/metrics");
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        string text = await response.Content.ReadAsStringAsync();
        Dictionary<string, double> values = Parse(text);
        Assert.Equal(5, values["""ioc_test_things_total{reason="a \"quote\" \\ and\nline"}"""]);
        Assert.Equal(8, values["ioc_test_level_bytes"]);
        Assert.Equal(1, values["""ioc_test_duration_seconds_bucket{le="0.0005"}"""]);
        Assert.Equal(3, values["""ioc_test_duration_seconds_bucket{le="0.025"}"""]);
        Assert.Equal(4, values["""ioc_test_duration_seconds_bucket{le="+Inf"}"""]);
        Assert.Equal(4, values["ioc_test_duration_seconds_count"]);
        Assert.Contains(values.Keys, name => name.StartsWith("kestrel_active_connections", StringComparison.Ordinal));
        Assert.Contains(values.Keys, name => name.StartsWith("dotnet_gc_collections_total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_meters_with_one_name_are_one_family()
    {
        using var first = new Meter("Ioc.Test");
        using var second = new Meter("Ioc.Test");
        Counter<long> one = first.CreateCounter<long>("ioc.test.shared");
        Counter<long> two = second.CreateCounter<long>("ioc.test.shared");
        await using DashboardServer server = await DashboardServer.StartAsync();
        one.Add(1);
        two.Add(2);
        Assert.Equal(3, Parse(await server.Client().GetStringAsync("/metrics"))["ioc_test_shared_total"]);
    }

    [Fact]
    public async Task A_label_that_grows_for_ever_does_not_grow_the_page()
    {
        using var meter = new Meter("Ioc.Test");
        Counter<long> counter = meter.CreateCounter<long>("ioc.test.flood");
        await using DashboardServer server = await DashboardServer.StartAsync();
        for (int i = 0; i < 1_000; i++) counter.Add(1, new KeyValuePair<string, object?>("device", i));
        Dictionary<string, double> values = Parse(await server.Client().GetStringAsync("/metrics"));
        Assert.Equal(200, values.Keys.Count(name => name.StartsWith("ioc_test_flood_total", StringComparison.Ordinal)));
        Assert.Equal(800, values["ioc_metrics_dropped_total"]);
    }

    [Fact]
    public async Task Metrics_are_open_to_this_machine_but_not_through_a_proxy()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        forwarded.Headers.Add("X-Forwarded-For", "203.0.113.9");
        await (await server.Client().SendAsync(forwarded)).ProblemAsync(HttpStatusCode.Unauthorized);
    }

    /// <summary>A strict reader of the text format: every line is a comment of a known form or a sample, and a family stands once.</summary>
    private static Dictionary<string, double> Parse(string text)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var families = new HashSet<string>(StringComparer.Ordinal);
        Assert.EndsWith("\n", text);
        foreach (string line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal)) Assert.True(families.Add(line.Split(' ')[2]), $"family twice: {line}");
            if (line.StartsWith('#')) continue;
            Match sample = Sample().Match(line);
            Assert.True(sample.Success, $"not a sample: {line}");
            values.Add(sample.Groups["series"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));
        }

        return values;
    }

    [GeneratedRegex("""^(?<series>[a-zA-Z_][a-zA-Z0-9_]*(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")*\})?) (?<value>[-+0-9.eE]+)$""")]
    private static partial Regex Sample();
}
