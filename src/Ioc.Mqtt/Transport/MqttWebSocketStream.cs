using System.Net.WebSockets;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// A WebSocket as a stream of bytes: MQTT packets may begin and end anywhere in its frames. Only binary frames are MQTT; a text frame ends
/// the connection [MQTT-6.0.0-1].
/// </summary>
internal sealed class MqttWebSocketStream(WebSocket socket) : Stream, IStreamEnd
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _refused;

    /// <summary>Completes when nothing of the connection is left for the request to wait for.</summary>
    public Task Ended => _ended.Task;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_refused)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close) return 0;
            if (received.MessageType == WebSocketMessageType.Text) _refused = true;
            else if (received.Count > 0 || buffer.IsEmpty) return received.Count;
        }

        return 0;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    public async Task CloseAsync()
    {
        try
        {
            await socket.CloseOutputAsync(
                _refused ? WebSocketCloseStatus.InvalidMessageType : WebSocketCloseStatus.NormalClosure,
                _refused ? "MQTT needs binary frames." : null,
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (StreamOutput.IsPeersDoing(gone) || gone is InvalidOperationException)
        {
            // The peer was faster.
        }

        _ended.TrySetResult();
    }

    public void Abort()
    {
        socket.Abort();
        _ended.TrySetResult();
    }

    public override void Flush()
    {
        // Every write is a frame that goes out at once.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
