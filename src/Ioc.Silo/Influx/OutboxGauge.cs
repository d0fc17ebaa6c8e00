using Ioc.Silo.Storage;

namespace Ioc.Silo.Influx;

/// <summary>
/// Counts what waits in the outbox, so often that nothing may be read twice for it: rows are counted once when they come and taken off when
/// they were sent. The forwarder's loop only.
/// </summary>
internal sealed class OutboxGauge(TelemetryOutbox outbox, long rowsMax, TimeProvider time, StoreWatch stores)
{
    private long? _countedThrough;
    private long _rows;
    private long _windowTimestamp = time.GetTimestamp();
    private long _windowRows;
    private double _rowsPerSecond;

    /// <summary>Counts what came.</summary>
    public void Look()
    {
        // Null: the server was never reached, so nothing is held back for it yet.
        if ((_countedThrough ?? outbox.StoredMark()) is not { } through)
            return;
        var (rows, last) = outbox.CountBehind(through);
        _rows += rows;
        if (_countedThrough is null)
            _windowRows = _rows;
        _countedThrough = last ?? through;
        Tell();
    }

    /// <summary>So many are on the server. Some may not be counted yet: they will be, and then the sum is right.</summary>
    public void Sent(int rows)
    {
        _rows -= rows;
        Tell();
    }

    /// <summary>Nothing waits.</summary>
    public void Emptied()
    {
        (_rows, _countedThrough) = (0, outbox.Mark);
        Tell();
    }

    private void Tell()
    {
        var waiting = Math.Max(0, _rows);
        var elapsed = time.GetElapsedTime(_windowTimestamp).TotalSeconds;
        if (elapsed >= InfluxLimits.RateSeconds)
        {
            _rowsPerSecond = (waiting - _windowRows) / elapsed;
            (_windowTimestamp, _windowRows) = (time.GetTimestamp(), waiting);
        }

        var secondsLeft = Math.Max(0, rowsMax - waiting) / _rowsPerSecond;
        stores.Outbox = new OutboxState(
            waiting, (int)Math.Min(int.MaxValue, waiting * 100.0 / rowsMax),
            waiting > 0 && _rowsPerSecond > 0 && secondsLeft < InfluxLimits.SecondsLeftMax ? TimeSpan.FromSeconds(secondsLeft) : null);
    }
}
