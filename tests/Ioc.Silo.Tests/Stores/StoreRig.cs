using Ioc.Devices.Telemetry;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>A store as the suite sees it.</summary>
internal abstract class StoreRig : IAsyncDisposable
{
    private long _position;

    /// <summary>Where every store begins: telemetry.db.</summary>
    public abstract TelemetryFixture Fixture { get; }

    /// <summary>Who answers.</summary>
    public abstract ISeries Series { get; }

    /// <summary>One checkpoint.</summary>
    public void Write(IEnumerable<StoredMessage> messages)
    {
        var buffer = new PointBuffer();
        foreach (var message in messages)
            Assert.True(buffer.TryAdd(message.Handle, message.AtMs, ++_position, [.. Points(message)]));
        Fixture.Store.Write(_position, [buffer], default);
    }

    /// <summary>Lets everything that was written arrive where it is read from.</summary>
    public abstract Task SettleAsync();

    public abstract ValueTask DisposeAsync();

    private static IEnumerable<Point> Points(StoredMessage message)
    {
        yield return new Point(TelemetryFixture.ClientsMetric, message.Clients);
        if (message.Rtt is { } rtt)
            yield return new Point(TelemetryFixture.RttMetric, rtt);
    }
}
