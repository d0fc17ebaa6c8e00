namespace Ioc.Mqtt.Broker;

/// <summary>How long a client may say nothing, until CONNECT and after it by its keep-alive, and take nothing. A mutable struct: keep it in a field that is not readonly.</summary>
internal struct ClientSilence(long openedAtMilliseconds)
{
    private readonly long _openedAtMilliseconds = openedAtMilliseconds;
    private long _heardAtMilliseconds = openedAtMilliseconds;
    private int _keepAliveMilliseconds;
    private bool _isHeld;
    private long _blockedSend;
    private long _blockedAtMilliseconds;

    /// <summary>A whole packet came [MQTT-3.1.2-22]; who sends one byte a minute says nothing.</summary>
    public void Heard(long nowMilliseconds) => Volatile.Write(ref _heardAtMilliseconds, nowMilliseconds);

    public void Allow(int keepAliveSeconds, long nowMilliseconds)
    {
        Heard(nowMilliseconds);
        Volatile.Write(ref _keepAliveMilliseconds, keepAliveSeconds * 1_000);
    }

    /// <summary>From here on the client is not read, for a reason of ours, and can't be heard.</summary>
    public void Hold() => Volatile.Write(ref _isHeld, true);

    public void Resume(long nowMilliseconds)
    {
        Heard(nowMilliseconds);
        Volatile.Write(ref _isHeld, false);
    }

    public readonly double LifeSeconds(long nowMilliseconds) => (nowMilliseconds - _openedAtMilliseconds) / 1_000.0;

    public readonly bool IsConnectLate(long nowMilliseconds, int timeoutSeconds) => nowMilliseconds - _openedAtMilliseconds >= timeoutSeconds * 1_000L;

    /// <summary>The same send has waited this long for the client to take it. Asked by the tick alone.</summary>
    public bool IsStuck(long nowMilliseconds, long blockedSend, int seconds)
    {
        if (blockedSend != _blockedSend)
        {
            _blockedSend = blockedSend;
            _blockedAtMilliseconds = nowMilliseconds;
        }

        return blockedSend != 0 && nowMilliseconds - _blockedAtMilliseconds >= seconds * 1_000L;
    }

    /// <summary>One and a half times the keep-alive [MQTT-3.1.2-22].</summary>
    public bool IsTooLong(long nowMilliseconds)
    {
        int keepAlive = Volatile.Read(ref _keepAliveMilliseconds);
        return keepAlive > 0 && !Volatile.Read(ref _isHeld) && nowMilliseconds - Volatile.Read(ref _heardAtMilliseconds) > keepAlive * 3L / 2;
    }
}
