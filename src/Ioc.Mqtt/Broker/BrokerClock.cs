namespace Ioc.Mqtt.Broker;

/// <summary>Milliseconds since the broker started, from the monotonic clock: the wall clock of a province's server gets set.</summary>
internal sealed class BrokerClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public Task DelayAsync(int milliseconds, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, cancellationToken);

    public long NowMilliseconds => (long)time.GetElapsedTime(_start).TotalMilliseconds;
}
