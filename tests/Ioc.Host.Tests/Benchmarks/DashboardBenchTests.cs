using System.Text;
using Ioc.Host.Benchmarks.Dashboard;
using Ioc.Host.Benchmarks.Mqtt;
using Ioc.Host.Tests.Commands;

namespace Ioc.Host.Tests.Benchmarks;

public sealed class DashboardBenchTests
{
    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        Assert.Empty(new DashboardBenchOptions().Errors());
        var errors = new DashboardBenchOptions { Devices = 5, ChangesPerSecond = 0, HeapHours = double.NaN, Throttle = 100 }.Errors();
        Assert.Equal(4, errors.Count);
        Assert.Contains(errors, error => error.Contains("--devices", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_browser_it_says_what_is_missing()
    {
        var (code, _, error) = await TestTerminal.RunAsync(["bench", "dashboard", "--chromium", "/nowhere/chromium"]);
        Assert.NotEqual(0, code);
        Assert.Contains("No Chromium is installed", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(258, 258)]
    public void A_packet_has_its_length_topic_identifier_and_payload(int given, int expected)
    {
        var payload = "{\"line_state\":\"ok\"}";
        var packet = ChangingDevice.Packet("loa-1", "loudspeaker", payload, (ushort)given);
        var topic = "ioc/v1/loudspeaker/loa-1/telemetry";
        Assert.Equal(0x32, packet[0]);
        Assert.Equal(packet.Length - 3, (packet[1] & 127) + (packet[2] << 7));
        Assert.Equal(topic, Encoding.UTF8.GetString(packet.AsSpan(5, topic.Length)));
        Assert.Equal(expected, (packet[5 + topic.Length] << 8) | packet[6 + topic.Length]);
        Assert.EndsWith(payload, Encoding.UTF8.GetString(packet), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_our_own_figures_names_nobody_else()
    {
        var output = new StringWriter();
        FigureTable.Print([new Figure("wire", "on the wire", 12, null).AtMost(10, "< 10")], output);
        Assert.DoesNotContain("Mosquitto", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("MISSED", output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("wire=12.00" + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }
}
