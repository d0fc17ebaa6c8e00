using System.Collections.Concurrent;

namespace Ioc.Gateway.Sessions;

/// <summary>The sessions that are connected now, by connection; bounded by the broker's own limit of connections.</summary>
internal sealed class LiveSessions
{
    private readonly ConcurrentDictionary<long, DeviceSession> _byConnection = new();

    public int Count => _byConnection.Count;

    public void Add(long connectionId, DeviceSession session) => _byConnection[connectionId] = session;

    public void Remove(long connectionId) => _byConnection.TryRemove(connectionId, out _);

    /// <summary>A moving view: sessions that come or go meanwhile may or may not be in it.</summary>
    public IEnumerable<KeyValuePair<long, DeviceSession>> All => _byConnection;
}
