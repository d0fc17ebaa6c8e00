using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;

namespace Ioc.Mqtt.Transport;

/// <summary>The end of a TLS connection: close_notify, then FIN, then the peer's turn.</summary>
internal sealed class TlsEnd(SslStream stream, Socket socket) : IStreamEnd
{
    private const int DiscardedBytesMax = 256 * 1024;

    public async Task CloseAsync()
    {
        byte[] discarded = ArrayPool<byte>.Shared.Rent(4_096);
        try
        {
            await stream.ShutdownAsync().ConfigureAwait(false);
            socket.Shutdown(SocketShutdown.Send);
            int count;
            int total = 0;
            do
            {
                count = await socket.ReceiveAsync(discarded, SocketFlags.None).ConfigureAwait(false);
                total += count;
            }
            while (count > 0 && total < DiscardedBytesMax);
        }
        catch (Exception gone) when (StreamOutput.IsPeersDoing(gone) || gone is InvalidOperationException)
        {
            // The peer was faster, or an abort; a stream that has failed may not be shut down.
        }

        ArrayPool<byte>.Shared.Return(discarded);
        await stream.DisposeAsync().ConfigureAwait(false);
        socket.Dispose();
    }

    public void Abort()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
        stream.Dispose();
    }
}
