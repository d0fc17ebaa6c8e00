using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>A hotspot's message. Round trips are quarters of a millisecond: sums and means of them are exact, so that stores may be compared by the bit.</summary>
internal sealed record StoredMessage(int Handle, long AtMs, double Clients, double? Rtt)
{
    public double? Value(string metric) => metric == TelemetryFixture.Clients ? Clients : Rtt;
}
