namespace Ioc.Mqtt.Broker;

/// <summary>
/// What all sessions' queues hold together. Beyond <see cref="MqttLimits.QueuedBytesMax"/> a message is still taken by a queue that has
/// less than its even share of the bound, so that whoever fills the memory pays and not who waits for a single command; so the sum
/// never exceeds twice the bound.
/// </summary>
internal sealed class QueueTotals(MqttLimits limits)
{
    private long _bytes;
    private int _queues;

    public long Bytes => Volatile.Read(ref _bytes);

    public bool HasRoomFor(int messageBytes, long queueBytes)
    {
        if (Volatile.Read(ref _bytes) + messageBytes <= limits.QueuedBytesMax) return true;
        return queueBytes + messageBytes <= limits.QueuedBytesMax / Math.Max(1, Volatile.Read(ref _queues));
    }

    public void Added(int messageBytes, bool isFirst)
    {
        Interlocked.Add(ref _bytes, messageBytes);
        if (isFirst) Interlocked.Increment(ref _queues);
    }

    public void Removed(long bytes, bool isLast)
    {
        Interlocked.Add(ref _bytes, -bytes);
        if (isLast) Interlocked.Decrement(ref _queues);
    }
}
