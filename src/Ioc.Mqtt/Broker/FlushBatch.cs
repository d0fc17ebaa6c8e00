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
