using System.Net.Sockets;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// A thread that waits for many sockets and runs, itself, the connections that were waiting for them.
/// </summary>
/// <remarks>
/// Why not the runtime's sockets: they report to a thread that hands each connection to the pool, where another thread must wake up for it.
/// For a device that sends one message and waits for its acknowledgement, that costs as much as all the rest (docs/numbers.md). Among
/// the connections of one poller it also keeps the order: what one client sent before another is looked at before it, as in a broker of one
/// thread; between pollers, which machines of four cores and more have, nothing is promised. A connection that has much to say goes on in the pool after its turn, and nothing that runs here waits or blocks: no seam of the broker may.
/// The environment variable that lets the runtime do the same is for the whole process, its HTTP client and pipes included.
/// </remarks>
internal sealed class SocketPoller
{
    /// <summary>Half of the cores: the other half commits, judges and serves people.</summary>
    private static readonly Lazy<SocketPoller[]> All = new(static () =>
        [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => new SocketPoller())]);

    private static int _next;

    private readonly Epoll _epoll = new();
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = new();

    // Replaced when it grows; read by the thread without the lock.
    private volatile PolledSocketTransport?[] _watched = new PolledSocketTransport?[256];
    private int _count;
    private int _tokens;

    private SocketPoller()
    {
        // For the life of the process, like the runtime's own: connections of any listener end here.
        new Thread(Run) { IsBackground = true, Name = "mqtt sockets" }.Start();
    }

    public static bool IsSupported { get; } = OperatingSystem.IsLinux();

    /// <summary>The next one in turn.</summary>
    public static SocketPoller Next() => All.Value[(uint)Interlocked.Increment(ref _next) % (uint)All.Value.Length];

    /// <summary>Watches the transport's socket until <see cref="Forget"/>.</summary>
    /// <exception cref="SocketException">The machine has no room for one more watch.</exception>
    public void Watch(PolledSocketTransport transport, int descriptor)
    {
        long token;
        lock (_gate)
        {
            if (!_free.TryPop(out int slot)) slot = _count++;
            PolledSocketTransport?[] watched = _watched;
            if (slot == watched.Length)
            {
                Array.Resize(ref watched, watched.Length * 2);
                _watched = watched;
            }

            // The upper half tells a report for an earlier owner of the slot from one for this.
            token = ((long)++_tokens << 32) | (uint)slot;
            transport.Token = token;
            Volatile.Write(ref watched[slot], transport);
        }

        if (_epoll.TryWatch(descriptor, token)) return;
        Forget(token);
        throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
    }

    /// <summary>To be called after the socket was closed: its descriptor may be another's by then, its token is not.</summary>
    public void Forget(long token)
    {
        lock (_gate)
        {
            int slot = (int)(uint)token;
            Volatile.Write(ref _watched[slot], null);
            _free.Push(slot);
        }
    }

    private void Run()
    {
        while (true)
        {
            int count = _epoll.Wait();
            for (int at = 0; at < count; at++)
            {
                long token = _epoll.Report(at, out bool isEnd);
                PolledSocketTransport? transport = Volatile.Read(ref _watched[(int)(uint)token]);
                if (transport?.Token == token) transport.Report(isEnd);
            }
        }
    }
}
