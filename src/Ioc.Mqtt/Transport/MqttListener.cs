using System.Net;
using System.Net.Sockets;
using Ioc.Mqtt.Broker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// Accepts connections and brings them to the broker. Not Kestrel: its two pipes, features and timers for each connection are made for
/// requests that come and go, and cost an idle device more than all its MQTT state.
/// </summary>
public sealed class MqttListener : IHostedService, IAsyncDisposable
{
    /// <summary>
    /// Connections the kernel may complete before we accept them: Linux' own ceiling (net.core.somaxconn). After a power cut a whole province
    /// connects within seconds; what finds no place here is sent again by its TCP after a second.
    /// </summary>
    private const int Backlog = 4_096;

    /// <summary>Pause when the process or the machine has no descriptor or memory for one more connection: ended connections give some back.</summary>
    private static readonly TimeSpan ExhaustedPause = TimeSpan.FromMilliseconds(100);

    private readonly MqttBroker _broker;
    private readonly IReadOnlyList<MqttEndpoint> _endpoints;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly List<Socket> _listening = [];
    private readonly List<TlsServer> _tls = [];
    private readonly ConnectionOpening _opening;
    private readonly List<Task> _accepting = [];
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;

    public MqttListener(MqttBroker broker, IReadOnlyList<MqttEndpoint> endpoints, TimeProvider time, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _broker = broker;
        _endpoints = endpoints;
        _time = time;
        _log = loggerFactory.CreateLogger<MqttListener>();
        _opening = new ConnectionOpening(broker, time, _log, _stop.Token);
    }

    /// <summary>Where it listens, in the order of the endpoints given, with the ports the system chose; empty before the start.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => [.. _listening.Select(one => (IPEndPoint)one.LocalEndPoint!)];

    /// <summary>Listens on all endpoints or on none.</summary>
    /// <exception cref="IOException">An endpoint can't be listened on, or its certificate can't be used; the message says which and why.</exception>
    public void Start()
    {
        // Certificates first: nobody is to be accepted while one of them turns out to be broken.
        List<TlsServer?> certificates = [.. _endpoints.Select(Certificate)];
        foreach (MqttEndpoint endpoint in _endpoints)
        {
            try
            {
                _listening.Add(Listen(endpoint));
            }
            catch (SocketException fault)
            {
                foreach (Socket socket in _listening) socket.Dispose();
                _listening.Clear();
                throw new IOException($"Can't listen for MQTT on {new IPEndPoint(endpoint.Address, endpoint.Port)}: {Why(fault)}", fault);
            }
        }

        for (int i = 0; i < _listening.Count; i++) _accepting.Add(AcceptAsync(_listening[i], _endpoints[i], certificates[i]));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Start();
        return Task.CompletedTask;
    }

    /// <summary>Accepts nothing more. Connections that are served go on: ending them is <see cref="MqttBroker.StopAsync"/>'s.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        foreach (Socket socket in _listening) socket.Dispose();
        foreach (TlsServer tls in _tls) tls.Dispose();
        await Task.WhenAll(_accepting).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        // A container that knows it under two types disposes it twice.
        if (_isDisposed) return;
        _isDisposed = true;
        await StopAsync(CancellationToken.None);
        _stop.Dispose();
    }

    private static Socket Listen(MqttEndpoint endpoint)
    {
        var socket = new Socket(endpoint.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.Address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = endpoint.Address.Equals(IPAddress.IPv6Any);
            socket.Bind(new IPEndPoint(endpoint.Address, endpoint.Port));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Why(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there.",
        SocketError.AddressNotAvailable => "this machine does not have that address.",
        SocketError.AccessDenied => "this user may not; ports below 1024 need a privilege.",
        _ => fault.Message,
    };

    private async Task AcceptAsync(Socket listening, MqttEndpoint endpoint, TlsServer? tls)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Serve(await listening.AcceptAsync(_stop.Token), endpoint, tls);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException fault)
            {
                _broker.Metrics.CountAcceptFailed();
                if (!IsExhausted(fault.SocketErrorCode))
                {
                    // That peer left between its SYN and us.
                    ListenerLog.AcceptFailed(_log, fault.SocketErrorCode);
                    continue;
                }

                ListenerLog.Exhausted(_log, fault.SocketErrorCode, _broker.ConnectionCount);
                await PauseAsync();
            }
        }
    }

    private static bool IsExhausted(SocketError error) =>
        error is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit;

    private async Task PauseAsync()
    {
        try
        {
            await Task.Delay(ExhaustedPause, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop sees that it is to stop.
        }
    }

    private void Serve(Socket socket, MqttEndpoint endpoint, TlsServer? tls)
    {
        IPAddress? admitted = null;
        try
        {
            // Acknowledgements are small and must not wait for each other.
            socket.NoDelay = true;
            if (socket.RemoteEndPoint is IPEndPoint peer && _broker.HasRoom())
            {
                // A balancer is not counted as an address: those it speaks for are.
                bool isBehind = endpoint.IsBehind(peer.Address);
                if (isBehind || _broker.Admits(peer.Address))
                {
                    admitted = isBehind ? null : peer.Address;
                    if (isBehind || tls is not null) _ = _opening.OpenAsync(socket, endpoint, tls, peer);
                    else _broker.Serve(SocketTransport.Of(socket, peer));
                    return;
                }
            }
        }
        catch (SocketException)
        {
            // Gone before it was served, or the machine has no room for it.
            if (admitted is not null) _broker.Left(admitted);
        }

        socket.Dispose();
    }

    private TlsServer? Certificate(MqttEndpoint endpoint)
    {
        if (endpoint.Tls is null) return null;
        var tls = new TlsServer(endpoint.Tls, _broker.Metrics, _time, _log);
        _tls.Add(tls);
        return tls;
    }
}
