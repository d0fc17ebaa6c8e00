using System.Net.Sockets;
using System.Net.WebSockets;

namespace Ioc.Mqtt.Transport;

/// <summary>Sends over a stream.</summary>
internal sealed class StreamOutput(Stream stream) : IOutputTransport
{
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stream.WriteAsync(bytes).ConfigureAwait(false);
            return true;
        }
        catch (Exception)
        {
            // Whatever a stream throws, it is at its end; a commit thread that flushes must not hear of it.
            return false;
        }
    }

    /// <summary>What streams throw when their peer, or an abort of ours, ended them; anything else is a bug.</summary>
    public static bool IsPeersDoing(Exception fault) =>
        fault is IOException or ObjectDisposedException or OperationCanceledException or SocketException or WebSocketException;
}
