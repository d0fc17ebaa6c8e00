using System.Collections.Concurrent;

namespace Ioc.Mqtt.Broker;

/// <summary>The connections that are served now, those without CONNECT included.</summary>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<long, BrokerConnection> _byId = new();
    private int _count;

    /// <summary>Counted here, because the dictionary's own count takes all its locks.</summary>
    public int Count => Volatile.Read(ref _count);

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
        if (_byId.TryRemove(connection.ConnectionId, out _)) Interlocked.Decrement(ref _count);
    }
}
