using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// A connection's end: asked for by anybody, once, for one reason; carried out by its loop. What is rarely waited for is made when somebody
/// waits. A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct ConnectionEnd
{
    /// <summary>Stands for an end that has come before anybody asked for it.</summary>
    private static readonly TaskCompletionSource Over = CompletedSource();

    private TaskCompletionSource? _ended;
    private CancellationTokenSource? _closing;
    private int _request;
    private int _parts;

    public bool IsRequested => Volatile.Read(ref _request) != 0;

    public CloseReason Reason => (CloseReason)((Volatile.Read(ref _request) >> 8) & 0xFF);

    public ReasonCode Code => (ReasonCode)((Volatile.Read(ref _request) >> 16) & 0xFF);

    /// <summary>Cancelled by the request; for the waits of the loop that are not reads.</summary>
    public CancellationToken Token
    {
        get
        {
            CancellationTokenSource? closing = Volatile.Read(ref _closing);
            if (closing is null)
            {
                closing = new CancellationTokenSource();
                Volatile.Write(ref _closing, closing);
                // The request may have come before it could see the source.
                if (IsRequested) closing.Cancel();
            }

            return closing.Token;
        }
    }

    public Task Ended
    {
        get
        {
            TaskCompletionSource? ended = Volatile.Read(ref _ended);
            if (ended is null)
            {
                var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                ended = Interlocked.CompareExchange(ref _ended, made, null) ?? made;
            }

            return ended.Task;
        }
    }

    /// <summary>True for the first request; its reason is the one that counts.</summary>
    public bool TryRequest(CloseReason reason, ReasonCode code)
    {
        int request = 1 | ((int)reason << 8) | ((int)code << 16);
        if (Interlocked.CompareExchange(ref _request, request, 0) != 0) return false;
        if (Volatile.Read(ref _closing) is { } closing) _ = closing.CancelAsync();
        return true;
    }

    /// <summary>No wait of the loop needs the token now; the next one makes its own.</summary>
    public void ReleaseToken() => Volatile.Write(ref _closing, null);

    /// <summary>The transport is closed when two things are done, in whatever order: the last bytes are sent, and the session is released.</summary>
    public void CloseSecond(IMqttTransport transport)
    {
        if (Interlocked.Increment(ref _parts) == 2) transport.BeginClose();
    }

    public void Complete() => Interlocked.Exchange(ref _ended, Over)?.SetResult();

    private static TaskCompletionSource CompletedSource()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
