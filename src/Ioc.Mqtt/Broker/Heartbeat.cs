namespace Ioc.Mqtt.Broker;

/// <summary>The one tick for keep-alive, connect timeouts, session expiry, will delays and lingering sockets: ten thousand idle clients cost one loop a second.</summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    /// <summary>Lateness beyond which the tick says so; keep-alive is one and a half times what clients promised, so seconds do not hurt.</summary>
    private const int LateMillisecondsMax = 5_000;

    /// <summary>
    /// Time without keep-alive verdicts after a late tick. A machine that slept has its clients' packets waiting in its sockets; judging
    /// them before they are read would report a whole province as offline.
    /// </summary>
    private const int GraceMilliseconds = 15_000;

    private readonly BrokerParts _parts;
    private readonly ITimer _timer;
    private long _lastMilliseconds;
    private long _graceUntilMilliseconds;
    private int _running;

    public Heartbeat(BrokerParts parts, TimeProvider time)
    {
        _parts = parts;
        TimeSpan period = TimeSpan.FromMilliseconds(parts.Options.TickMilliseconds);
        _timer = time.CreateTimer(static state => ((Heartbeat)state!).Tick(), this, period, period);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        // A timer does not wait for its callback: a tick that takes longer than its period must not be joined by the next.
        if (Interlocked.Exchange(ref _running, 1) != 0) return;
        try
        {
            long now = _parts.Clock.NowMilliseconds;
            long late = now - _lastMilliseconds - _parts.Options.TickMilliseconds;
            if (late > LateMillisecondsMax)
            {
                BrokerLog.TickLate(_parts.Log, late);
                _graceUntilMilliseconds = now + GraceMilliseconds;
            }

            _lastMilliseconds = now;
            bool judges = now >= _graceUntilMilliseconds;
            foreach (BrokerConnection connection in _parts.Connections.All)
            {
                if (judges) connection.CheckTime(now);
                connection.CountOutput();
            }

            _parts.Sessions.Tick(now);
            _parts.Retained.Tick(now);
            _parts.Wills.Tick(now);
            _parts.Status.Tick(now);
            _parts.Linger.Tick(now);
        }
        catch (Exception bug)
        {
            BrokerLog.TickBug(_parts.Log, bug);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
