using Ioc.Silo.Series;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>telemetry.db alone; what is over is rolled up, or everything is raw.</summary>
internal sealed class SqliteRig(DateTimeOffset? rolledUpTo) : StoreRig
{
    public override TelemetryFixture Fixture { get; } = new();

    public override ISeries Series => Fixture.Series;

    public override Task SettleAsync()
    {
        if (rolledUpTo is { } now)
            Fixture.RollUp(now);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Fixture.Dispose();
        return ValueTask.CompletedTask;
    }
}
