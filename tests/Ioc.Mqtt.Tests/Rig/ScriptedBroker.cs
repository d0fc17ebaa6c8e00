using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A broker that says exactly what the test wants, when it wants: what a client must make of it, right or wrong.</summary>
internal sealed class ScriptedBroker(ProtocolVersion version = ProtocolVersion.V500) : IAsyncDisposable
{
    private readonly TcpListener _listener = Listening();
    private readonly List<RawClient> _connections = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next connection, whose CONNECT was read and answered.</summary>
    public async Task<(RawClient Connection, ConnectPacket Connect)> AcceptAsync(
        bool sessionPresent = false, PropertySet? properties = null, ReasonCode reason = ReasonCode.Success)
    {
        Socket socket = await _listener.AcceptSocketAsync().Within("a connection");
        var connection = new RawClient(socket, version);
        _connections.Add(connection);
        ConnectPacket connect = await connection.ReadAsync<ConnectPacket>();
        await connection.SendAsync(new ConnAckPacket { SessionPresent = sessionPresent, Reason = reason, Properties = properties });
        return (connection, connect);
    }

    /// <summary>Answers a SUBSCRIBE as asked.</summary>
    public static async Task<SubscribePacket> GrantAsync(RawClient connection)
    {
        SubscribePacket asked = await connection.ReadAsync<SubscribePacket>();
        await connection.SendAsync(new SubAckPacket { PacketId = asked.PacketId, Reasons = [.. asked.Entries.Select(entry => (ReasonCode)entry.Qos)] });
        return asked;
    }

    /// <summary>The client's next packet is the answer to a packet that must be answered at once.</summary>
    public static async Task AssertQuietAsync(RawClient connection)
    {
        await connection.SendAsync(new AckPacket(PacketType.PubRel) { PacketId = ushort.MaxValue });
        Assert.Equal((PacketType.PubComp, ushort.MaxValue), await connection.ReadAsync<AckPacket>() is var answer ? (answer.Type, answer.PacketId) : default);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (RawClient connection in _connections) await connection.DisposeAsync();
    }

    private static TcpListener Listening()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }
}
