using Ioc.Silo.Series;

namespace Ioc.Bench.Pipeline;

/// <summary>The real telemetry store, which can be away.</summary>
internal sealed class AwayTelemetry(TelemetryStore store) : ITelemetryWriter
{
    public bool IsAway { get; set; }

    public long Watermark => store.Watermark;

    public void Write(long position, IReadOnlyList<PointBuffer> buffers, CancellationToken cancellationToken)
    {
        if (IsAway)
            throw new IOException("Input/output error");
        store.Write(position, buffers, cancellationToken);
    }
}
