using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Engine;

/// <summary>The telemetry store, which a test can take away: then it refuses every write, as a full or broken disk does.</summary>
internal sealed class AwayStore(Func<bool> isAway, Func<bool> losesAnswer, ITelemetryWriter store) : ITelemetryWriter
{
    public long Watermark => store.Watermark;

    public void Write(long position, IReadOnlyList<PointBuffer> buffers, CancellationToken cancellationToken)
    {
        if (isAway())
            throw new IOException("Input/output error");
        store.Write(position, buffers, cancellationToken);
        if (losesAnswer())
            throw new IOException("Interrupted system call");
    }
}
