namespace Ioc.Silo.Tests;

/// <summary>
/// A clock that a test owns: <see cref="UtcNow"/> can be set (also back, as a corrected server clock does), timers fire on
/// <see cref="Advance"/>, in order of their due times. The timestamp frequency is odd on purpose: code that takes ticks for
/// timestamps shows itself.
/// </summary>
public sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _utcNow = start;
    private long _elapsedTicks;

    public FakeTime()
        : this(new DateTimeOffset(2026, 11, 22, 1, 2, 3, 456, TimeSpan.Zero))
    {
    }

    /// <summary>Setting it moves the wall clock only, as an operator or NTP does: timers and timestamps don't notice.</summary>
    public DateTimeOffset UtcNow
    {
        get { lock (_gate) return _utcNow; }
        set { lock (_gate) _utcNow = value; }
    }

    /// <summary>How many timers wait: a test knows by it that a loop is idle.</summary>
    public int TimersWaiting
    {
        get { lock (_gate) return _timers.Count(timer => timer.Due is not null); }
    }

    public override long TimestampFrequency => 7_654_321;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => UtcNow;

    public override long GetTimestamp()
    {
        lock (_gate) return (long)((Int128)_elapsedTicks * TimestampFrequency / TimeSpan.TicksPerSecond);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    /// <summary>Moves both clocks on and fires what became due, each timer at its own instant, on this thread.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        long end;
        lock (_gate) end = _elapsedTicks + by.Ticks;
        while (NextDue(end) is { } timer)
            timer.Fire();
        // A timer's callback may have moved it further.
        lock (_gate) MoveTo(Math.Max(_elapsedTicks, end));
    }

    private FakeTimer? NextDue(long end)
    {
        lock (_gate)
        {
            FakeTimer? next = null;
            foreach (var timer in _timers)
                if (timer.Due <= end && !(timer.Due >= next?.Due))
                    next = timer;
            if (next is null)
                return null;
            MoveTo(Math.Max(_elapsedTicks, next.Due!.Value));
            next.Due = next.Period > 0 ? next.Due + next.Period : null;
            return next;
        }
    }

    private void MoveTo(long elapsedTicks)
    {
        _utcNow += TimeSpan.FromTicks(elapsedTicks - _elapsedTicks);
        _elapsedTicks = elapsedTicks;
    }

    private sealed class FakeTimer(FakeTime time, Action fire) : ITimer
    {
        public long? Due { get; set; }

        public long Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsedTicks + dueTime.Ticks;
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                Due = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
