using System.Numerics;
using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Broker;

/// <summary>Messages that were delivered, with their arrays, for the next ones: relaying in steady state allocates nothing.</summary>
internal sealed class MessagePool
{
    /// <summary>As many as are on their way at once in a busy broker; together with <see cref="ArrayBytesMax"/> at most 4 MiB when all is quiet.</summary>
    private const int CountMax = 1_024;

    /// <summary>Telemetry is under 2 KiB; the rare larger message is the collector's.</summary>
    private const int ArrayBytesMax = 4 * 1024;

    private readonly Lock _gate = new();
    private readonly Message?[] _free = new Message?[CountMax];
    private int _count;

    /// <summary>The message just received, with one reference, which the caller releases.</summary>
    public Message Take(in PublishView publish, long expiresAtMilliseconds)
    {
        Message message = TakeFree() ?? new Message(this);
        message.Fill(publish, expiresAtMilliseconds);
        return message;
    }

    public void Return(Message message)
    {
        if (message.PooledBytes > ArrayBytesMax) return;
        lock (_gate)
        {
            if (_count < CountMax) _free[_count++] = message;
        }
    }

    /// <summary>The array for a message of this size: powers of two, so that the next message of about that size fits too.</summary>
    internal static int ArrayBytes(int bytes) => bytes > ArrayBytesMax ? bytes : (int)BitOperations.RoundUpToPowerOf2((uint)bytes);

    private Message? TakeFree()
    {
        lock (_gate)
        {
            if (_count == 0) return null;
            ref Message? last = ref _free[--_count];
            Message? taken = last;
            last = null;
            return taken;
        }
    }
}
