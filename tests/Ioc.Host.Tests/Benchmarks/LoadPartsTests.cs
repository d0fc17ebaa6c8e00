using System.Text;
using System.Text.Json.Nodes;
using Ioc.Host.Benchmarks;

namespace Ioc.Host.Tests.Benchmarks;

public sealed class LoadPartsTests
{
    [Theory]
    [InlineData(180)]
    [InlineData(300)]
    [InlineData(16_384)]
    public void Each_message_is_telemetry_of_the_wanted_size_with_a_new_number(int payloadBytes)
    {
        var packet = new TelemetryPacket("ioc/v1/hotspot/bench-00001/telemetry", payloadBytes);
        var bytes = new byte[packet.Length];
        for (var message = 1; message <= 3; message++)
        {
            packet.WriteNext(bytes);
            var payload = bytes.AsSpan(bytes.Length - payloadBytes);
            var json = JsonNode.Parse(payload)!;
            Assert.Equal(1_000_000_000 + message, (long)json["seq"]!);
            Assert.InRange((int)json["clients"]!, 100, 999);
            Assert.Equal(message, (bytes[^(payloadBytes + 2)] << 8) + bytes[^(payloadBytes + 1)]);
        }

        Assert.Equal("ioc/v1/hotspot/bench-00001/telemetry", Encoding.UTF8.GetString(bytes.AsSpan(bytes.Length - payloadBytes - 38, 36)));
    }

    [Fact]
    public void Percentiles_are_right_to_six_per_cent()
    {
        var histogram = new LatencyHistogram();
        Assert.Null(histogram.QuantileMicroseconds(0.5));
        for (var i = 1; i <= 100_000; i++)
            histogram.Add(i);
        Assert.InRange(histogram.QuantileMicroseconds(0.5)!.Value, 47_000, 50_000);
        Assert.InRange(histogram.QuantileMicroseconds(0.99)!.Value, 93_000, 99_000);
    }
}
