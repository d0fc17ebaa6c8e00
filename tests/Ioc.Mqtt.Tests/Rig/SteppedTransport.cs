using System.Net;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A transport that tells when whoever reads has nothing left and waits.</summary>
internal sealed class SteppedTransport : IMqttTransport
{
    private readonly Lock _gate = new();
    private readonly List<byte> _said = [];
    private ReadOnlyMemory<byte> _fed;
    private TaskCompletionSource _arrived = NewSource();
    private TaskCompletionSource _waits = NewSource();
    private bool _interrupted;
    private bool _atEnd;

    public EndPoint? RemoteEndPoint => null;

    public string? CertificateName => null;

    public bool IsClosed { get; private set; }

    public Task Waits
    {
        get
        {
            lock (_gate) return _waits.Task;
        }
    }

    public void Feed(ReadOnlyMemory<byte> bytes)
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            _fed = bytes;
            _waits = NewSource();
            arrived = _arrived;
            _arrived = NewSource();
        }

        arrived.SetResult();
    }

    /// <summary>The peer closes.</summary>
    public void End()
    {
        lock (_gate) _atEnd = true;
        Feed(default);
    }

    /// <summary>What was sent since the last time.</summary>
    public byte[] TakeSaid()
    {
        lock (_gate)
        {
            byte[] said = [.. _said];
            _said.Clear();
            return said;
        }
    }

    public ValueTask WaitForInputAsync()
    {
        lock (_gate)
        {
            if (_interrupted || _atEnd || !_fed.IsEmpty) return default;
            _waits.TrySetResult();
            return new ValueTask(_arrived.Task);
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        lock (_gate)
        {
            if (_fed.IsEmpty) return new ValueTask<int>(_atEnd ? 0 : IMqttTransport.Nothing);
            int count = Math.Min(buffer.Length, _fed.Length);
            _fed[..count].CopyTo(buffer);
            _fed = _fed[count..];
            return new ValueTask<int>(count);
        }
    }

    public ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate) _said.AddRange(bytes.Span);
        return new ValueTask<bool>(true);
    }

    public void Interrupt()
    {
        lock (_gate)
        {
            _interrupted = true;
            _arrived.TrySetResult();
        }
    }

    public void BeginClose() => IsClosed = true;

    public void Abort() => IsClosed = true;

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
