namespace Ioc.Host.Simulation.Devices;

/// <summary>A battery that lasts so long without mains and takes four times as long to fill again.</summary>
internal sealed class Battery(TimeSpan lasts)
{
    private double _charge = 1;
    private DateTimeOffset? _seenAt;

    public int Percent => (int)Math.Round(_charge * 100);

    public bool IsEmpty => _charge <= 0;

    public void Pass(DateTimeOffset now, bool mains)
    {
        var share = _seenAt is { } seen ? Math.Max(0, (now - seen) / lasts) : 0;
        _seenAt = now;
        _charge = Math.Clamp(_charge + (mains ? share / 4 : -share), 0, 1);
    }
}
