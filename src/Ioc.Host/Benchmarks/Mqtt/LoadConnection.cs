using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>
/// One MQTT 3.1.1 connection of the load: publishes what it is told to, counts what comes, answers by the book at every QoS. It never waits;
/// one thread drives all of them, so that the load takes as little of the machine as it can.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private const int InputBytes = 256 * 1024;
    private const int OutputBytes = 64 * 1024;

    private readonly byte[] _input = new byte[InputBytes];
    private readonly byte[] _output = new byte[OutputBytes];
    private int _inputBytes;
    private int _outputStart;
    private int _outputEnd;
    private ushort _packetId;

    private LoadConnection(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    /// <summary>PUBLISH packets that came.</summary>
    public long Delivered { get; private set; }

    public long Sent { get; private set; }

    /// <summary>Own publishes at QoS 1 or 2 that are done.</summary>
    public long Acknowledged { get; private set; }

    public bool HasOutput => _outputEnd > _outputStart;

    /// <summary>Signs in and subscribes; waits for both answers.</summary>
    /// <exception cref="IOException">The broker refused or closed.</exception>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static LoadConnection Open(IPEndPoint broker, string clientId, bool cleanSession, IReadOnlyList<string> filters, int qos)
    {
        var socket = new Socket(broker.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(broker);
            var connection = new LoadConnection(socket);
            socket.Send(LoadPackets.Connect(clientId, cleanSession));
            if (connection.ReadAnswer() is not [0x20, 2, _, 0])
                throw new IOException($"{clientId} was refused at CONNECT.");
            if (filters.Count > 0)
            {
                socket.Send(LoadPackets.Subscribe(filters, qos));
                if (connection.ReadAnswer()[^1] != qos)
                    throw new IOException($"{clientId} was refused at SUBSCRIBE.");
            }

            socket.Blocking = false;
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>False when its output is full: the broker does not read at the moment.</summary>
    public bool TryPublish(byte[] packet)
    {
        if (_outputEnd + packet.Length > _output.Length)
            return false;
        var target = _output.AsSpan(_outputEnd, packet.Length);
        packet.CopyTo(target);
        if ((packet[0] & 0x06) != 0)
        {
            _packetId = _packetId == ushort.MaxValue ? (ushort)1 : (ushort)(_packetId + 1);
            BinaryPrimitives.WriteUInt16BigEndian(target[LoadPackets.PacketIdAt(packet)..], _packetId);
        }

        _outputEnd += packet.Length;
        Sent++;
        return true;
    }

    /// <summary>Sends what the socket takes now.</summary>
    /// <exception cref="IOException">The broker closed.</exception>
    public void Flush()
    {
        while (HasOutput)
        {
            var sent = Socket.Send(_output.AsSpan(_outputStart, _outputEnd - _outputStart), SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                break;
            if (error != SocketError.Success)
                throw new IOException($"The broker closed a connection of the load: {error}.");
            _outputStart += sent;
        }

        _output.AsSpan(_outputStart, _outputEnd - _outputStart).CopyTo(_output);
        _outputEnd -= _outputStart;
        _outputStart = 0;
    }

    /// <summary>Reads what is there and puts the answers into the output.</summary>
    /// <exception cref="IOException">The broker closed.</exception>
    public void Receive()
    {
        var read = Socket.Receive(_input.AsSpan(_inputBytes), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        if (read == 0 || error != SocketError.Success)
            throw new IOException($"The broker closed a connection of the load: {error}.");
        _inputBytes += read;
        var at = 0;
        while (_inputBytes - at is > 1 and var left)
        {
            ReadOnlySpan<byte> rest = _input.AsSpan(at, left);
            var length = LoadPackets.Length(rest);
            // An answer needs room: what the broker does not take from us, we do not take from it.
            if (length == 0 || length > left || _outputEnd + 4 > _output.Length)
                break;
            Handle(rest[..length]);
            at += length;
        }

        _input.AsSpan(at, _inputBytes - at).CopyTo(_input);
        _inputBytes -= at;
    }

    public void Dispose()
    {
        // A reset, so that thousands of ports do not wait out their time behind us.
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Dispose();
    }

    private void Handle(ReadOnlySpan<byte> packet)
    {
        switch (packet[0] >> 4)
        {
            case 3:
                Delivered++;
                var qos = (packet[0] >> 1) & 3;
                if (qos > 0)
                    Answer(qos == 1 ? (byte)0x40 : (byte)0x50, packet[LoadPackets.PacketIdAt(packet)..]);
                break;
            case 4 or 7:
                Acknowledged++;
                break;
            case 5:
                Answer(0x62, packet[2..]);
                break;
            case 6:
                Answer(0x70, packet[2..]);
                break;
        }
    }

    private void Answer(byte header, ReadOnlySpan<byte> packetId)
    {
        _output[_outputEnd++] = header;
        _output[_outputEnd++] = 2;
        _output[_outputEnd++] = packetId[0];
        _output[_outputEnd++] = packetId[1];
    }

    private byte[] ReadAnswer()
    {
        while (true)
        {
            var length = LoadPackets.Length(_input.AsSpan(0, _inputBytes));
            if (length > 0 && length <= _inputBytes)
            {
                var answer = _input[..length];
                _inputBytes -= length;
                _input.AsSpan(length, _inputBytes).CopyTo(_input);
                return answer;
            }

            var read = Socket.Receive(_input.AsSpan(_inputBytes));
            if (read == 0)
                throw new IOException("The broker closed the connection.");
            _inputBytes += read;
        }
    }
}
