using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>Connections that sign in and say nothing more.</summary>
internal sealed class IdleConnections(ChildBroker broker) : IDisposable
{
    private readonly List<Stream> _streams = [];
    private X509ChainPolicy? _trust;

    /// <exception cref="IOException">The broker refused or closed.</exception>
    public void Open(int count, CancellationToken cancellationToken)
    {
        var answer = new byte[4];
        for (var i = 0; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var stream = Connect();
            _streams.Add(stream);
            stream.Write(LoadPackets.Connect($"idle-{_streams.Count:00000}", cleanSession: true));
            stream.ReadExactly(answer);
            if (answer is not [0x20, 2, _, 0])
                throw new IOException("An idle connection was refused at CONNECT.");
        }
    }

    public void Dispose()
    {
        foreach (var stream in _streams)
            stream.Dispose();
        _streams.Clear();
    }

    private Stream Connect()
    {
        var address = broker.Tls?.Address ?? broker.Address;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
        socket.Connect(address);
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (broker.Tls is not { } tls)
            return plain;
        var secure = new SslStream(plain);
        secure.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = BenchTls.HostName, CertificateChainPolicy = _trust ??= tls.Trust() });
        return secure;
    }
}
