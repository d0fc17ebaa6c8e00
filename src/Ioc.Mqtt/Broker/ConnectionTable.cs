using System.Collections.Concurrent;
using System.Net;

namespace Ioc.Mqtt.Broker;

/// <summary>The connections that are open now: those served, and those still in their PROXY header or TLS handshake.</summary>
internal sealed class ConnectionTable(MqttLimits limits, BrokerClock clock)
{
    private readonly ConcurrentDictionary<long, BrokerConnection> _byId = new();
    private int _count;

    /// <summary>Counted here, because the dictionary's own count takes all its locks.</summary>
    public int Count => Volatile.Read(ref _count);

    public bool IsFull => Count >= limits.ConnectionsMax;

    public AddressTable Addresses { get; } = new(limits, clock);

    /// <summary>A moving view: connections that come or go meanwhile may or may not be in it.</summary>
    public IEnumerable<BrokerConnection> All
    {
        get
        {
            foreach ((_, BrokerConnection connection) in _byId) yield return connection;
        }
    }

    public void Add(BrokerConnection connection)
    {
        Interlocked.Increment(ref _count);
        _byId[connection.ConnectionId] = connection;
    }

    public void Remove(BrokerConnection connection)
    {
        if (!_byId.TryRemove(connection.ConnectionId, out _)) return;
        Interlocked.Decrement(ref _count);
        if (connection.RemoteEndPoint is IPEndPoint remote) Addresses.Disconnected(remote.Address);
    }

    public void BeginOpening() => Interlocked.Increment(ref _count);

    public void EndOpening() => Interlocked.Decrement(ref _count);
}
