namespace Ioc.Mqtt.Tests.Rig;

/// <summary>
/// A clock that moves only when told. Its frequency is odd, to catch whoever takes timestamps for milliseconds; a step fires every timer that
/// falls due in it, in order and with the time it was due at, as real time would have.
/// </summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private long _ticks = 17;

    public override long TimestampFrequency => 9_999_991;

    /// <summary>Timers that somebody has: what goes up is a new wait.</summary>
    public int TimerCount
    {
        get
        {
            lock (_gate) return _timers.Count;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate) return (long)((Int128)_ticks * TimestampFrequency / TimeSpan.TicksPerSecond);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(_ticks);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    /// <summary>Moves the clock; callbacks run on the calling thread.</summary>
    public void Advance(TimeSpan by)
    {
        long end;
        lock (_gate) end = _ticks + by.Ticks;
        while (NextDue(end) is { } timer) timer.Fire();
        lock (_gate) _ticks = end;
    }

    /// <summary>The machine slept: the time is gone, and no timer fired in it.</summary>
    public void Sleep(TimeSpan by)
    {
        lock (_gate)
        {
            _ticks += by.Ticks;
            foreach (FakeTimer timer in _timers) timer.Postpone(by);
        }
    }

    private FakeTimer? NextDue(long end)
    {
        lock (_gate)
        {
            FakeTimer? next = _timers.Where(t => t.DueTicks <= end).MinBy(t => t.DueTicks);
            if (next is null) return null;
            _ticks = Math.Max(_ticks, next.DueTicks);
            next.Rearm();
            return next;
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _periodTicks;

        public long DueTicks { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                DueTicks = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock._ticks + dueTime.Ticks;
                _periodTicks = period <= TimeSpan.Zero ? 0 : period.Ticks;
            }

            return true;
        }

        public void Rearm() => DueTicks = _periodTicks == 0 ? long.MaxValue : DueTicks + _periodTicks;

        public void Postpone(TimeSpan by)
        {
            if (DueTicks != long.MaxValue) DueTicks += by.Ticks;
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
