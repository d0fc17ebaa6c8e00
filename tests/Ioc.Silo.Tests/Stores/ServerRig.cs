using Ioc.Silo.Influx;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Influx;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>A real time-series server that is fed by the forwarder; an InfluxDB answers about devices itself.</summary>
internal sealed class ServerRig(SeriesServer server, DateTimeOffset? hoursTo, BucketServer? front = null) : StoreRig
{
    private readonly InfluxRig _rig = front is null ? new(server.Address) : BucketTests.Rig(front);

    public SeriesServer Server => server;

    public override TelemetryFixture Fixture => _rig.Store;

    public override ISeries Series => _rig.Series;

    public override async Task SettleAsync()
    {
        Assert.Equal(InfluxOutcome.Done, (await _rig.Forwarder.DrainAsync(default)).Outcome);
        while (hoursTo is { } now && await _rig.Rollups.StepAsync(now, default) is { } answer)
            Assert.Equal(InfluxOutcome.Done, answer.Outcome);
    }

    /// <summary>Everything is sent once more, as after a crash before the mark was stored.</summary>
    public void ForgetWhatWasSent()
    {
        Fixture.Database.Write((connection, transaction) => Dapper.SqlMapper.Execute(connection, "UPDATE telemetry_forwarding SET position = 0", transaction: transaction));
        _rig.RestartForwarder();
    }

    public override async ValueTask DisposeAsync()
    {
        _rig.Dispose();
        front?.Dispose();
        await server.DisposeAsync();
    }
}
