namespace Ioc.Mqtt.Broker;

/// <summary>A bucket that fills steadily up to a burst. A mutable struct: keep it in a field that is not readonly.</summary>
internal struct Allowance(double burst, long nowMilliseconds)
{
    private double _left = burst;
    private long _atMilliseconds = nowMilliseconds;

    public bool Has(double perSecond, double burst, long nowMilliseconds)
    {
        Fill(perSecond, burst, nowMilliseconds);
        return _left >= 1;
    }

    public bool TryTake(double perSecond, double burst, long nowMilliseconds)
    {
        if (!Has(perSecond, burst, nowMilliseconds)) return false;
        _left--;
        return true;
    }

    /// <summary>Nothing of it is used.</summary>
    public bool IsWhole(double perSecond, double burst, long nowMilliseconds)
    {
        Fill(perSecond, burst, nowMilliseconds);
        return _left >= burst;
    }

    /// <summary>Takes more than there may be; what is owed is paid by waiting.</summary>
    /// <returns>Milliseconds until nothing is owed.</returns>
    public int Owe(double amount, double perSecond, double burst, long nowMilliseconds)
    {
        Fill(perSecond, burst, nowMilliseconds);
        _left -= amount;
        return _left >= 0 ? 0 : (int)Math.Min(int.MaxValue, Math.Ceiling(-_left * 1_000 / perSecond));
    }

    private void Fill(double perSecond, double burst, long nowMilliseconds)
    {
        _left = Math.Min(burst, _left + ((nowMilliseconds - _atMilliseconds) * perSecond / 1_000));
        _atMilliseconds = nowMilliseconds;
    }
}
