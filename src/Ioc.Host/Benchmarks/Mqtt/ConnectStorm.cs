using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>
/// Many clients come at once, as after a power cut: each connects, signs in, subscribes to its own topic, publishes its first message at QoS 1
/// and stays. One thread; a few dozen clients are under way at any time.
/// </summary>
/// <remarks>
/// A process may hold some 20,000 descriptors on many machines, so the clients come in waves; between two waves the clock stands, the old
/// wave is closed, and the broker is given the time to clear up behind it.
/// </remarks>
internal sealed class ConnectStorm(IPEndPoint broker, int payloadBytes)
{
    /// <summary>Below Mosquitto's listening queue of 100: a connection dropped there would wait a second for its second try.</summary>
    private const int UnderWayMax = 64;
    private const int WaveMax = 9_000;
    private const int WaitMicroseconds = 1_000_000;
    private const int ConnAckBytes = 4;
    private const int AnswerBytes = ConnAckBytes + 5 + 4;
    private const string Number = "000000";
    private const int SettlingChecksMax = 50;
    private static readonly TimeSpan SettlingCheck = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _connect = LoadPackets.Connect($"storm-{Number}", cleanSession: true);
    private readonly byte[] _first =
        [.. LoadPackets.Subscribe([$"storm/{Number}/down"], 1), .. LoadPackets.Publish($"storm/{Number}/up", payloadBytes, 1)];
    private readonly Dictionary<Socket, (int Number, int Read)> _underWay = [];
    private readonly List<Socket> _ready = [];
    private readonly List<Socket> _held = [];
    private readonly byte[] _input = new byte[256];

    /// <exception cref="IOException">The broker refused or closed one.</exception>
    public StormFigures Run(int clients, Func<double> brokerCpuSeconds, CancellationToken cancellationToken)
    {
        var sum = new StormFigures(0, 0, 0, 0);
        for (var done = 0; done < clients;)
        {
            var wave = Math.Min(WaveMax, clients - done);
            var cpu = brokerCpuSeconds();
            var own = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            try
            {
                RunWave(done, wave, cancellationToken);
                sum = new StormFigures(
                    sum.Clients + wave,
                    sum.Seconds + Stopwatch.GetElapsedTime(start).TotalSeconds,
                    sum.BrokerCpuSeconds + brokerCpuSeconds() - cpu,
                    sum.LoadCpuSeconds + (Environment.CpuUsage.TotalTime - own).TotalSeconds);
            }
            finally
            {
                CloseAll();
                Settle(brokerCpuSeconds, cancellationToken);
            }

            done += wave;
        }

        return sum;
    }

    private static void Settle(Func<double> brokerCpuSeconds, CancellationToken cancellationToken)
    {
        var before = -1.0;
        for (var check = 0; check < SettlingChecksMax && brokerCpuSeconds() is var now && now - before > 0.01; check++)
        {
            before = now;
            cancellationToken.WaitHandle.WaitOne(SettlingCheck);
        }
    }

    private void RunWave(int first, int count, CancellationToken cancellationToken)
    {
        var opened = 0;
        while (opened < count || _underWay.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (; opened < count && _underWay.Count < UnderWayMax; opened++)
                Begin(first + opened);
            _ready.Clear();
            _ready.AddRange(_underWay.Keys);
            Socket.Select(_ready, null, null, WaitMicroseconds);
            foreach (var socket in _ready)
                Continue(socket);
        }
    }

    private void Begin(int number)
    {
        var socket = new Socket(broker.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _underWay.Add(socket, (number, 0));
        socket.Connect(broker);
        Stamp(_connect, number);
        socket.Send(_connect);
    }

    private void Continue(Socket socket)
    {
        var read = socket.Receive(_input, SocketFlags.None, out var error);
        if (read == 0 || error != SocketError.Success)
            throw new IOException($"The broker closed a connection of the storm: {error}.");
        var (number, before) = _underWay[socket];
        var now = before + read;
        _underWay[socket] = (number, now);
        if (before < ConnAckBytes && now >= ConnAckBytes)
        {
            Stamp(_first, number);
            socket.Send(_first);
        }

        if (now < AnswerBytes)
            return;
        _underWay.Remove(socket);
        _held.Add(socket);
    }

    /// <summary>Writes the client's number into a preencoded packet, wherever the template has it.</summary>
    private static void Stamp(byte[] packet, int number)
    {
        const string Mark = "storm?";
        for (var at = 0; packet.AsSpan(at).IndexOf("storm"u8) is >= 0 and var found; at += found + Mark.Length)
            Utf8Formatter.TryFormat(number, packet.AsSpan(at + found + Mark.Length, Number.Length), out _, new StandardFormat('D', (byte)Number.Length));
    }

    private void CloseAll()
    {
        foreach (var socket in _held.Concat(_underWay.Keys))
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }

        _held.Clear();
        _underWay.Clear();
    }
}
