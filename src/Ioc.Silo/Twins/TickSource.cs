using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Twins;

/// <summary>
/// Puts the time into the journal once a second. When the tick comes late, or the journal refused the one before, or the wall clock and the
/// monotonic clock disagree, the process was stopped, could not write, or somebody set the clock: devices could not be heard as long as the
/// times say, so their clocks start anew.
/// </summary>
internal sealed class TickSource : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly JournalIntake _intake;
    private readonly RegistryFollower _follower;
    private readonly SiloMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private long _lastTimestamp;
    private DateTimeOffset _lastUtc;
    private int _ticking;
    private bool _hasJumped;
    private bool _isUnheard;

    public TickSource(JournalIntake intake, RegistryFollower follower, SiloMetrics metrics, TimeProvider time, ILogger logger)
    {
        _intake = intake;
        _follower = follower;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _lastTimestamp = time.GetTimestamp();
        _lastUtc = time.GetUtcNow();
        _timer = time.CreateTimer(_ => TickOnce(), null, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void TickOnce()
    {
        // Timer callbacks may overlap when the process was starved.
        if (Interlocked.Exchange(ref _ticking, 1) == 1)
            return;
        try
        {
            Tick();
        }
        finally
        {
            Volatile.Write(ref _ticking, 0);
        }
    }

    private void Tick()
    {
        var elapsed = _time.GetElapsedTime(_lastTimestamp);
        var now = _time.GetUtcNow();
        var jump = (now - _lastUtc).Duration();
        _metrics.Ticked(elapsed > Period ? elapsed - Period : TimeSpan.Zero);
        _lastTimestamp = _time.GetTimestamp();
        _lastUtc = now;
        var odd = elapsed > jump ? elapsed : jump;
        if (odd.TotalSeconds > EngineLimits.TickLateSecondsMax)
        {
            EngineLog.ClockJumped(_logger, odd.TotalSeconds);
            _hasJumped = true;
        }

        // Time that went on without them would make everybody late whose messages wait for room.
        if (_intake.IsStuck())
        {
            _isUnheard = true;
            return;
        }

        // A journal that could not write heard nobody either, and missed what the edge said: when it writes again, the clocks start anew before anybody is
        // late. A jump alone says nothing about who can be heard.
        if (!(_isUnheard || _hasJumped)
            || (_isUnheard ? _intake.AppendListening(null) : _intake.AppendOwn(EntryKind.ClockJumped, default, null)) != AppendOutcome.Failed)
        {
            _hasJumped = false;
            _isUnheard = _intake.AppendOwn(EntryKind.Tick, default, null) == AppendOutcome.Failed;
        }
        else
        {
            _isUnheard = true;
        }

        _intake.WantRecovery();
        _follower.Tell();
    }
}
