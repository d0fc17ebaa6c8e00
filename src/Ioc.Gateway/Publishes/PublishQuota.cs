namespace Ioc.Gateway.Publishes;

/// <summary>
/// A token bucket: <c>burst</c> messages at once, <c>perSecond</c> for long. Owned by one connection's read loop.
/// It lives as long as the connection; who reconnects to refill it pays a handshake for it.
/// </summary>
internal struct PublishQuota(int perSecond, int burst, long nowTimestamp)
{
    private double _tokens = burst;
    private long _refilledAt = nowTimestamp;

    public bool TryTake(long nowTimestamp, long timestampFrequency)
    {
        // A clock that stands still or steps back gives no tokens, and takes none away.
        var elapsed = Math.Max(0, nowTimestamp - _refilledAt);
        _tokens = Math.Min(burst, _tokens + (double)elapsed / timestampFrequency * perSecond);
        _refilledAt = nowTimestamp;
        if (_tokens < 1)
            return false;
        _tokens -= 1;
        return true;
    }
}
