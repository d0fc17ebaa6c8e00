using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// Transports whose connection is over but which may still be sending our last bytes. A peer that does not read them would hold the
/// socket for ever, so it is aborted after <see cref="MqttLimits.CloseLingerSeconds"/>.
/// </summary>
internal sealed class Linger(MqttLimits limits, BrokerClock clock)
{
    private readonly ConcurrentQueue<(ConnectionContext Transport, long SinceMilliseconds)> _transports = new();

    public void Add(ConnectionContext transport) => _transports.Enqueue((transport, clock.NowMilliseconds));

    public void Tick(long nowMilliseconds)
    {
        while (_transports.TryPeek(out (ConnectionContext Transport, long SinceMilliseconds) first)
            && nowMilliseconds - first.SinceMilliseconds >= limits.CloseLingerSeconds * 1000L
            && _transports.TryDequeue(out first))
        {
            // Harmless for one that closed in time.
            if (!first.Transport.ConnectionClosed.IsCancellationRequested) first.Transport.Abort(new ConnectionAbortedException("The client did not take our last bytes."));
        }
    }
}
