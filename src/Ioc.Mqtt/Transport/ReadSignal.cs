using System.Threading.Tasks.Sources;

namespace Ioc.Mqtt.Transport;

/// <summary>
/// One reader's wait that two can end: the transport, with bytes or the end, and whoever interrupts. A cancellation token per connection
/// would do the same for ten times the memory. A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct ReadSignal
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Interrupted = 2;

    private ManualResetValueTaskSourceCore<int> _core;
    private int _state;

    public readonly short Version => _core.Version;

    public bool IsInterrupted => Volatile.Read(ref _state) == Interrupted;

    /// <summary>False after an interruption: there is nothing to wait for any more.</summary>
    public bool TryBegin()
    {
        _core.Reset();
        return Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle;
    }

    /// <summary>The operation ended on the reader's own thread; false when an interruption came first.</summary>
    public bool TryEnd() => Interlocked.CompareExchange(ref _state, Idle, Waiting) == Waiting;

    /// <summary>The operation ended later, on a thread of the pool, which goes on as the reader.</summary>
    public void Complete(int result)
    {
        if (TryEnd()) _core.SetResult(result);
    }

    /// <summary>The caller has other things to do than to be the reader.</summary>
    public void Interrupt()
    {
        if (Interlocked.Exchange(ref _state, Interrupted) != Waiting) return;
        _core.RunContinuationsAsynchronously = true;
        _core.SetResult(IMqttTransport.Nothing);
    }

    public int GetResult(short token) => _core.GetResult(token);

    public readonly ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
