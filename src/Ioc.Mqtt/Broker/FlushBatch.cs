using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>The outputs written to while one batch of input is handled, so that each is flushed once at its end.</summary>
internal sealed class FlushBatch
{
    [ThreadStatic]
    private static FlushBatch? current;

    private readonly List<OutputBuffer> _outputs = [];
    private bool _flushing;

    /// <summary>This thread's batch. Who takes it flushes it before the thread does anything else.</summary>
    public static FlushBatch Current => current ??= new FlushBatch();

    /// <summary>The last commit that what the message under way has caused belongs to; 0: nothing of it is kept.</summary>
    public long Ticket { get; private set; }

    /// <summary>Somebody who keeps what he is given could not take the message under way, because the store fails.</summary>
    public bool IsRefused { get; private set; }

    public void BeginMessage()
    {
        Ticket = 0;
        IsRefused = false;
    }

    public void Kept(long ticket)
    {
        if (ticket > Ticket) Ticket = ticket;
    }

    public void Refused() => IsRefused = true;

    public void Add(OutputBuffer output)
    {
        // While flushing, the same output may already be behind us in the list.
        if (_flushing || _outputs.Count == 0 || _outputs[^1] != output) _outputs.Add(output);
    }

    /// <remarks>
    /// A flush that completes at once lets its session send more, on this thread and into this very batch: the outer call, which counts
    /// on its way instead of enumerating, takes that along.
    /// </remarks>
    public void Flush()
    {
        if (_flushing) return;
        _flushing = true;
        try
        {
            for (int i = 0; i < _outputs.Count; i++) _outputs[i].Flush();
        }
        finally
        {
            _outputs.Clear();
            _flushing = false;
        }
    }
}
