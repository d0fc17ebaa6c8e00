namespace Ioc.Mqtt.Client;

/// <summary>
/// The promise of CONNECT: never silent for longer than the keep-alive [MQTT-3.1.2-20]. A ping goes out after half of it in which either side
/// was silent, and the connection ends when nothing at all came in the half after that, unless nobody was reading.
/// </summary>
internal sealed class KeepAlive(ClientConnection connection)
{
    private ITimer? _timer;
    private bool _sent;
    private bool _received;
    private bool _pinged;
    private bool _held;

    public void Start(TimeProvider time, int keepAliveSeconds)
    {
        // Half the keep-alive: a packet just after one tick and none before the next but one still keeps the promise.
        TimeSpan period = TimeSpan.FromMilliseconds(keepAliveSeconds * 500L);
        _timer = time.CreateTimer(static state => ((KeepAlive)state!).Tick(), this, period, period);
    }

    public void Sent() => _sent = true;

    public void Received() => _received = true;

    /// <summary>The handler is busy, so that what the broker answers stays unread: its silence proves nothing.</summary>
    public void Hold() => Volatile.Write(ref _held, true);

    /// <summary>Reading goes on, and silence counts from here: a tick before the next read must not judge what came meanwhile as never sent.</summary>
    public void Release()
    {
        _received = true;
        Volatile.Write(ref _held, false);
    }

    public void Stop() => _timer?.Dispose();

    private void Tick()
    {
        if (Volatile.Read(ref _held) || _received) _pinged = false;
        if (_pinged)
        {
            connection.Close(ClientCloseReason.KeepAliveTimeout, ReasonCode.KeepAliveTimeout);
            return;
        }

        bool quiet = !_sent || !_received;
        _received = false;
        if (quiet)
        {
            _pinged = true;
            connection.Ping();
        }

        _sent = false;
    }
}
