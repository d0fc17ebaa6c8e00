using System.Net;
using System.Net.Sockets;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>A port of this machine that was free a moment ago, and the wait until a child listens on it.</summary>
internal static class FreePort
{
    private const int AttemptsMax = 100;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    public static IPEndPoint Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    /// <exception cref="IOException">Nobody listens there after ten seconds, or the process ended.</exception>
    public static async Task WaitUntilListeningAsync(IPEndPoint address, System.Diagnostics.Process process, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AttemptsMax && !process.HasExited; attempt++)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(address, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(BetweenAttempts, time, cancellationToken);
            }
        }

        throw new IOException($"{process.StartInfo.FileName} does not listen on {address}.");
    }
}
