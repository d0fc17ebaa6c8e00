using Ioc.Silo.Influx;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeForwarding : ITelemetryForwarding
{
    public ForwardingState State { get; set; } = new("http://series:8086/", "InfluxDB 1.6.7", null, new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), 10, 0, 0, 0, null);
}
