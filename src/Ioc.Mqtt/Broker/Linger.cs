using System.Collections.Concurrent;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// Transports whose connection is over but which may still be sending our last bytes, or waiting for the peer to close. A peer that does
/// neither would hold the socket for ever, so it is aborted after <see cref="MqttLimits.CloseLingerSeconds"/>.
/// </summary>
internal sealed class Linger(MqttLimits limits, BrokerClock clock)
{
    /// <summary>
    /// Sockets that may linger at once. Who connects and misbehaves a thousand times a second would otherwise hold thousands of
    /// descriptors; beyond this the oldest is aborted, which in an honest mass disconnect is closed long since.
    /// </summary>
    private const int LingeringMax = 1_024;

    private readonly ConcurrentQueue<(IMqttTransport Transport, long SinceMilliseconds)> _transports = new();

    public void Add(IMqttTransport transport)
    {
        _transports.Enqueue((transport, clock.NowMilliseconds));
        if (_transports.Count > LingeringMax && _transports.TryDequeue(out (IMqttTransport Transport, long) oldest)) oldest.Transport.Abort();
    }

    public void Tick(long nowMilliseconds)
    {
        while (_transports.TryPeek(out (IMqttTransport Transport, long SinceMilliseconds) first)
            && nowMilliseconds - first.SinceMilliseconds >= limits.CloseLingerSeconds * 1000L
            && _transports.TryDequeue(out first))
        {
            first.Transport.Abort();
        }
    }
}
