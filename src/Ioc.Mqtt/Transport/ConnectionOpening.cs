using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Ioc.Mqtt.Broker;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// What comes before MQTT on a connection: the balancer's PROXY header, then the TLS handshake. Both together with CONNECT have the time of
/// <see cref="MqttLimits.ConnectTimeoutSeconds"/>. Port scans and plain bytes on the TLS port end here, as Debug lines.
/// </summary>
internal sealed class ConnectionOpening(MqttBroker broker, TimeProvider time, ILogger log, CancellationToken stop)
{
    /// <summary>Takes the socket over and brings it to the broker, or closes it.</summary>
    public async Task OpenAsync(Socket socket, MqttEndpoint endpoint, TlsServer? tls, IPEndPoint peer)
    {
        long openedAtMilliseconds = broker.BeginOpening();
        SslStream? stream = null;
        bool isServed = false;
        IPEndPoint client = peer;
        IPAddress? admitted = endpoint.IsBehind(peer.Address) ? null : peer.Address;
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(broker.Limits.ConnectTimeoutSeconds), time);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
            if (admitted is null)
            {
                (ProxyOutcome outcome, IPEndPoint? real) = await ReadProxyAsync(socket, ending.Token);
                if (outcome != ProxyOutcome.Read)
                {
                    broker.Metrics.CountProxyRefused();
                    ListenerLog.ProxyRefused(log, peer, outcome);
                    return;
                }

                client = real ?? peer;
                if (!broker.Admits(client.Address)) return;
                admitted = client.Address;
            }

            if (tls is null)
            {
                var plain = SocketTransport.Of(socket, client);
                isServed = true;
                broker.Serve(plain, openedAtMilliseconds);
                return;
            }

            stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsServerAsync(tls.Current, ending.Token);
            isServed = true;
            string? name = ClientAuthorities.CommonName(stream.RemoteCertificate);
            broker.Serve(new StreamTransport(stream, new TlsEnd(stream, socket), client, name, CertificateNames.Of(stream.RemoteCertificate)), openedAtMilliseconds);
        }
        catch (Exception fault) when (IsPeersDoing(fault))
        {
            broker.Metrics.CountHandshakeFailed();
            ListenerLog.HandshakeFailed(log, client, fault.Message);
        }
        finally
        {
            broker.EndOpening();
            if (!isServed)
            {
                if (admitted is not null) broker.Left(admitted);
                if (stream is not null) await stream.DisposeAsync();
                socket.Dispose();
            }
        }
    }

    private static bool IsPeersDoing(Exception fault) =>
        StreamOutput.IsPeersDoing(fault) || fault is AuthenticationException or CryptographicException;

    private static async Task<(ProxyOutcome Outcome, IPEndPoint? Client)> ReadProxyAsync(Socket socket, CancellationToken cancellationToken)
    {
        // Exactly the header's bytes: what follows is TLS' or MQTT's.
        byte[] header = new byte[ProxyHeader.FixedBytes];
        if (!await FillAsync(socket, header, cancellationToken)) return (ProxyOutcome.Incomplete, null);
        ProxyOutcome outcome = ProxyHeader.ReadFixed(header, out int bodyBytes);
        if (outcome != ProxyOutcome.Read) return (outcome, null);
        byte[] whole = new byte[header.Length + bodyBytes];
        header.CopyTo(whole, 0);
        if (!await FillAsync(socket, whole.AsMemory(header.Length), cancellationToken)) return (ProxyOutcome.Incomplete, null);
        return (ProxyHeader.ReadWhole(whole, out IPEndPoint? client), client);
    }

    private static async Task<bool> FillAsync(Socket socket, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int count = await socket.ReceiveAsync(bytes, SocketFlags.None, cancellationToken);
            if (count == 0) return false;
            bytes = bytes[count..];
        }

        return true;
    }
}
