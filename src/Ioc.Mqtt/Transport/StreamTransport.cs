using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Ioc.Mqtt.Transport;

/// <summary>MQTT over a stream: TLS and WebSocket. The stream must support reads of no bytes, which wait without a buffer.</summary>
internal sealed class StreamTransport : IMqttTransport, IValueTaskSource, IValueTaskSource<int>
{
    private readonly Stream _stream;
    private readonly StreamOutput _output;
    private readonly IStreamEnd _end;
    private readonly Action _readEnded;
    private ReadSignal _signal;
    private ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _read;
    private int _closed;

    public StreamTransport(Stream stream, IStreamEnd end, EndPoint? remoteEndPoint, string? certificateName, IReadOnlyList<string>? certificateIdentities = null)
    {
        _stream = stream;
        _output = new StreamOutput(stream);
        _end = end;
        _readEnded = OnReadEnded;
        RemoteEndPoint = remoteEndPoint;
        CertificateName = certificateName;
        CertificateIdentities = certificateIdentities ?? [];
    }

    public EndPoint? RemoteEndPoint { get; }

    public string? CertificateName { get; }

    public IReadOnlyList<string> CertificateIdentities { get; }

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    public ValueTask WaitForInputAsync() => TryRead(Memory<byte>.Empty, out _) ? default : new ValueTask(this, _signal.Version);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) =>
        TryRead(buffer, out int count) ? new ValueTask<int>(count) : new ValueTask<int>(this, _signal.Version);

    public ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes) => _output.SendAsync(bytes);

    public void Interrupt() => _signal.Interrupt();

    public void BeginClose()
    {
        Interrupt();
        _ = CloseAsync();
    }

    public void Abort()
    {
        Interrupt();
        if (Interlocked.Exchange(ref _closed, 1) == 0) _end.Abort();
    }

    int IValueTaskSource<int>.GetResult(short token) => _signal.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _signal.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _signal.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _signal.OnCompleted(continuation, state, token, flags);

    /// <summary>False when the read goes on; its end completes the signal.</summary>
    private bool TryRead(Memory<byte> buffer, out int count)
    {
        count = IMqttTransport.Nothing;
        if (!_signal.TryBegin()) return true;
        try
        {
            return IsRead(_stream.ReadAsync(buffer), out count);
        }
        catch (ObjectDisposedException)
        {
            // Aborted by another thread.
            count = 0;
            return true;
        }
    }

    private bool IsRead(ValueTask<int> read, out int count)
    {
        count = IMqttTransport.Nothing;
        _read = read.ConfigureAwait(false).GetAwaiter();
        if (!_read.IsCompleted)
        {
            _read.UnsafeOnCompleted(_readEnded);
            return false;
        }

        int taken = Taken();
        if (_signal.TryEnd()) count = taken;
        return true;
    }

    private void OnReadEnded() => _signal.Complete(Taken());

    private int Taken()
    {
        try
        {
            return _read.GetResult();
        }
        catch (Exception)
        {
            // A stream tells of resets, bad records, bad frames and aborts by throwing, each kind in its own way: for us it is the end.
            return 0;
        }
    }

    private async Task CloseAsync()
    {
        await _end.CloseAsync().ConfigureAwait(false);
        Volatile.Write(ref _closed, 1);
    }
}
