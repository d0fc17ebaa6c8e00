using System.Net.Sockets;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>The connections one thread drives: each turn it waits until one of them has something, reads, answers, and sends what is left.</summary>
internal sealed class LoadSockets
{
    private readonly Dictionary<Socket, LoadConnection> _bySocket;
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];

    public LoadSockets(IEnumerable<LoadConnection> connections) => _bySocket = connections.ToDictionary(connection => connection.Socket);

    /// <exception cref="IOException">The broker closed one.</exception>
    public void Turn(int waitMicroseconds)
    {
        _readable.Clear();
        _writable.Clear();
        foreach (var (socket, connection) in _bySocket)
        {
            _readable.Add(socket);
            if (connection.HasOutput)
                _writable.Add(socket);
        }

        Socket.Select(_readable, _writable.Count == 0 ? null : _writable, null, waitMicroseconds);
        foreach (var socket in _writable)
            _bySocket[socket].Flush();
        foreach (var socket in _readable)
        {
            var connection = _bySocket[socket];
            connection.Receive();
            connection.Flush();
        }
    }
}
