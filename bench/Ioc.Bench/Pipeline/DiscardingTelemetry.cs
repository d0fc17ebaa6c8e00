using Ioc.Silo.Series;

namespace Ioc.Bench.Pipeline;

/// <summary>Takes points and forgets them, so that the pipeline is measured without the store.</summary>
internal sealed class DiscardingTelemetry : ITelemetryWriter
{
    public long Watermark { get; private set; }

    public void Write(long position, IReadOnlyList<PointBuffer> buffers, CancellationToken cancellationToken) => Watermark = position;
}
