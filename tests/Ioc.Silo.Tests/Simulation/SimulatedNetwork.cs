using Ioc.Silo.Influx;

namespace Ioc.Silo.Tests.Simulation;

/// <summary>
/// The clock of who talks to the month's time-series server, one request at a time: nobody waits for anything else, so a pause between two
/// attempts is over at once, and a timeout when the server says that it will not answer.
/// </summary>
internal sealed class SimulatedNetwork : TimeProvider
{
    private readonly FakeTime _time = new();

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(InfluxLimits.RequestSeconds))
            ThreadPool.QueueUserWorkItem(_ => _time.Advance(dueTime));
        return timer;
    }

    /// <summary>Whoever waits for an answer gives up.</summary>
    public void TimeOut() => ThreadPool.QueueUserWorkItem(_ => _time.Advance(TimeSpan.FromSeconds(InfluxLimits.RequestSeconds)));

    /// <summary>Between two turns of the forwarder: who failed too often is asked again.</summary>
    public void Pause() => _time.Advance(TimeSpan.FromSeconds(InfluxLimits.AwaySeconds));
}
