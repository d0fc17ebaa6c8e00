using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Transport;

/// <summary>What a connection must hear of its socket, by epoll and by the runtime's sockets alike.</summary>
public sealed class SocketTransportTests
{
    public static TheoryData<bool> Kinds => SocketPoller.IsSupported ? [true, false] : [false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Bytes_and_the_end_that_came_together_are_both_seen(bool polled)
    {
        (Socket peer, Socket ours) = await PairAsync();
        // Both before anybody watches: one report tells of both, and the bytes alone leave nothing that would be reported again.
        await peer.SendAsync("abc"u8.ToArray());
        peer.Shutdown(SocketShutdown.Send);
        SocketTransport transport = Of(ours, polled);
        Assert.Equal("abc", await ReadAsync(transport));
        Assert.Equal("", await ReadAsync(transport));
        peer.Dispose();
        transport.Abort();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_of_many_pieces_ends_one_wait(bool polled)
    {
        (Socket peer, Socket ours) = await PairAsync();
        SocketTransport transport = Of(ours, polled);
        for (int i = 0; i < 2_000; i++)
        {
            // Sometimes the reader waits already, sometimes the bytes do.
            Task<string> read = i % 3 == 0 ? ReadAsync(transport) : Task.FromResult("");
            await peer.SendAsync("x"u8.ToArray());
            Assert.Equal("x", i % 3 == 0 ? await read : await ReadAsync(transport));
        }

        peer.Dispose();
        Assert.Equal("", await ReadAsync(transport));
        transport.Abort();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_reset_ends_the_wait(bool polled)
    {
        (Socket peer, Socket ours) = await PairAsync();
        SocketTransport transport = Of(ours, polled);
        Task<string> read = ReadAsync(transport);
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();
        Assert.Equal("", await read);
        transport.Abort();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_still_said_to_a_closing_end_is_thrown_away_and_the_peers_end_closes_it(bool polled)
    {
        (Socket peer, Socket ours) = await PairAsync();
        SocketTransport transport = Of(ours, polled);
        Task wait = transport.WaitForInputAsync().AsTask();
        transport.BeginClose();
        await wait.Within("the interruption");
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]).Within("our end"));
        await peer.SendAsync(new byte[10_000]);
        peer.Dispose();
        await Patience.UntilAsync(() => transport.IsClosed, "the socket to be closed");
    }

    [Fact]
    public async Task A_watch_that_is_given_to_another_socket_reports_nothing_of_the_first()
    {
        Assert.SkipUnless(SocketPoller.IsSupported, "There is no epoll here.");
        // More than there are pollers and free slots: tokens are given again and again.
        for (int i = 0; i < 500; i++)
        {
            (Socket peer, Socket ours) = await PairAsync();
            SocketTransport first = Of(ours, polled: true);
            await peer.SendAsync("old"u8.ToArray());
            first.Abort();
            (Socket next, Socket theirs) = await PairAsync();
            SocketTransport second = Of(theirs, polled: true);
            Task<string> read = ReadAsync(second);
            await next.SendAsync("new"u8.ToArray());
            Assert.Equal("new", await read);
            second.Abort();
            peer.Dispose();
            next.Dispose();
        }
    }

    private static SocketTransport Of(Socket socket, bool polled) =>
        polled ? new PolledSocketTransport(socket, remoteEndPoint: null) : new AwaitedSocketTransport(socket, remoteEndPoint: null);

    /// <summary>What the next read brings: text, or nothing at the end.</summary>
    private static async Task<string> ReadAsync(SocketTransport transport)
    {
        byte[] room = new byte[100];
        while (true)
        {
            await transport.WaitForInputAsync().AsTask().Within("bytes or the end");
            int count = await transport.ReceiveAsync(room);
            if (count != IMqttTransport.Nothing) return System.Text.Encoding.ASCII.GetString(room, 0, count);
        }
    }

    private static async Task<(Socket Peer, Socket Ours)> PairAsync()
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen(1);
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Task<Socket> accepted = listening.AcceptAsync();
        await peer.ConnectAsync(listening.LocalEndPoint!);
        return (peer, await accepted);
    }
}
