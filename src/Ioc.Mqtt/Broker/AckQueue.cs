using System.Diagnostics;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// The acknowledgement contract: publishes in the order received, each answered when the sink says so and never before the ones ahead of
/// it [MQTT-4.6.0-2]. The read loop adds at the tail before it asks the sink, because the commit thread may complete it before the
/// sink has returned; the commit thread takes from the head.
/// </summary>
/// <remarks>All methods are called inside the output's lock: an acknowledgement leaves the queue and enters the output in one step.</remarks>
internal sealed class AckQueue(int capacityMax)
{
    /// <summary>Acknowledgements written with one reservation; 400 × 5 bytes fit into the output's largest.</summary>
    private const int RunMax = 400;

    /// <summary>A ring whose size is a power of two; empty until the first QoS 1 or 2 publish.</summary>
    private PendingAck[] _ring = [];

    private int _head;

    public int Count { get; private set; }

    public bool IsFull_NeedsLock => Count >= capacityMax;

    public void Add_NeedsLock(ushort packetId, QualityOfService qos)
    {
        if (Count == _ring.Length) Grow();
        _ring[Slot(Count)] = new PendingAck(packetId, qos, IsReady: false, ReasonCode.Success);
        Count++;
    }

    /// <summary>The sink had no room: the publish just added will be offered again.</summary>
    public void RemoveLast_NeedsLock()
    {
        Debug.Assert(Count > 0, "BUG: the last publish cannot have been answered");
        Count--;
    }

    /// <summary>The publish just added has its answer at once.</summary>
    public void AnswerLast_NeedsLock(ReasonCode reason, OutputBuffer output, ProtocolVersion version, ReceivedIds received)
    {
        Debug.Assert(Count > 0, "BUG: the last publish cannot have been answered");
        int slot = Slot(Count - 1);
        _ring[slot] = _ring[slot] with { IsReady = true, Reason = reason };
        Write_NeedsLock(0, reason, output, version, received);
    }

    /// <summary>Answers the oldest <paramref name="deferred"/> that the sink had deferred, and those ready behind them.</summary>
    public void Complete_NeedsLock(int deferred, ReasonCode reason, OutputBuffer output, ProtocolVersion version, ReceivedIds received)
    {
        Debug.Assert(deferred <= Count, "BUG: more publishes completed than were deferred");
        Write_NeedsLock(deferred, reason, output, version, received);
    }

    private void Write_NeedsLock(int deferred, ReasonCode reason, OutputBuffer output, ProtocolVersion version, ReceivedIds received)
    {
        while (Count > 0 && (_ring[_head].IsReady || deferred > 0))
        {
            // Without a target the connection is gone, yet what was committed must be remembered for its session.
            Span<byte> target = output.Reserve_NeedsLock(Math.Min(Count, RunMax) * AckEncoder.BytesMax);
            int used = 0;
            for (int run = 0; run < RunMax && Count > 0; run++)
            {
                PendingAck ack = _ring[_head];
                if (!ack.IsReady)
                {
                    if (deferred == 0) break;
                    deferred--;
                    ack = ack with { Reason = reason };
                }

                _head = (_head + 1) & (_ring.Length - 1);
                Count--;
                bool exactlyOnce = ack.Qos == QualityOfService.ExactlyOnce;
                if (exactlyOnce && ack.Reason < ReasonCode.UnspecifiedError) received.Add(ack.PacketId);
                if (target.IsEmpty) continue;
                used += AckEncoder.Put(target[used..], exactlyOnce ? PacketType.PubRec : PacketType.PubAck, ack.PacketId, ack.Reason, version);
            }

            if (!target.IsEmpty) output.Commit_NeedsLock(used);
        }
    }

    private int Slot(int index) => (_head + index) & (_ring.Length - 1);

    private void Grow()
    {
        var larger = new PendingAck[Math.Max(16, _ring.Length * 2)];
        for (int i = 0; i < Count; i++) larger[i] = _ring[Slot(i)];
        _ring = larger;
        _head = 0;
    }
}
