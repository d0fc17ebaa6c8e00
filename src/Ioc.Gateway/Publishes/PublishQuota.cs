namespace Ioc.Gateway.Publishes;

/// <summary>
/// A token bucket: <c>burst</c> messages at once, <c>perSecond</c> for long. Used by one read loop at a time: a device's new connection is let in
/// when the loop of the old one has ended.
/// </summary>
internal sealed class PublishQuota(int perSecond, int burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _refilledAt = time.GetTimestamp();

    public bool TryTake()
    {
        long now = time.GetTimestamp();
        // A clock that stands still or steps back gives no tokens, and takes none away.
        long elapsed = Math.Max(0, now - _refilledAt);
        _tokens = Math.Min(burst, _tokens + (double)elapsed / time.TimestampFrequency * perSecond);
        _refilledAt = now;
        if (_tokens < 1)
            return false;
        _tokens -= 1;
        return true;
    }
}
