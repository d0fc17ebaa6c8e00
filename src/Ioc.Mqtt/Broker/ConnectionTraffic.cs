using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>What went through one connection: its line in the log, and its share of the broker's metrics.</summary>
internal struct ConnectionTraffic
{
    private long _bytesOutCounted;
    private long _packetsOutCounted;

    public long BytesIn { get; private set; }

    public long PacketsIn { get; private set; }

    public void Received(int bytes, int packets, BrokerMetrics metrics)
    {
        BytesIn += bytes;
        PacketsIn += packets;
        metrics.CountInput(bytes, packets);
    }

    /// <summary>Adds what went out since the last call; called by the tick and at the end, at times by both at once.</summary>
    public void CountOutput(ConnectionWriter writer, BrokerMetrics metrics)
    {
        OutputBuffer output = writer.Output;
        long bytes = output.BytesWritten;
        // Nine of ten connections are idle in any second.
        if (bytes == Volatile.Read(ref _bytesOutCounted)) return;
        long packets = output.PacketsWritten;
        metrics.CountOutput(
            bytes - Interlocked.Exchange(ref _bytesOutCounted, bytes),
            packets - Interlocked.Exchange(ref _packetsOutCounted, packets),
            writer.TakeFigures());
    }
}
