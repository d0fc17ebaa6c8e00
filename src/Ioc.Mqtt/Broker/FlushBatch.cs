using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>The outputs written to while one batch of input is handled, so that each is flushed once at its end.</summary>
internal sealed class FlushBatch
{
    [ThreadStatic]
    private static FlushBatch? current;

    private readonly List<OutputBuffer> _outputs = [];

    /// <summary>This thread's batch. Who takes it flushes it before the thread does anything else.</summary>
    public static FlushBatch Current => current ??= new FlushBatch();

    public void Add(OutputBuffer output)
    {
        if (_outputs.Count == 0 || _outputs[^1] != output) _outputs.Add(output);
    }

    public void Flush()
    {
        foreach (OutputBuffer output in _outputs) output.Flush();
        _outputs.Clear();
    }
}
