using System.Diagnostics;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// The acknowledgement contract: publishes in the order received, each answered when the sink or the store says so and never before the
/// ones ahead of it [MQTT-4.6.0-2]. The read loop adds at the tail before it asks the sink, because the commit thread may complete it
/// before the sink has returned; whoever has news settles entries, and what is settled at the head is written.
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

    /// <summary>Some wait for an earlier connection's answer. A hint without the lock; who changes it looks again.</summary>
    public bool HasEarlier { get; private set; }

    public bool IsFull_NeedsLock => Count >= capacityMax;

    public void Add_NeedsLock(ushort packetId, QualityOfService qos, AckState state)
    {
        if (Count == _ring.Length) Grow();
        HasEarlier |= state == AckState.Earlier;
        _ring[Slot(Count)] = new PendingAck(packetId, qos, state, ReasonCode.Success);
        Count++;
    }

    /// <summary>The sink had no room: the publish just added will be offered again.</summary>
    public void RemoveLast_NeedsLock()
    {
        Debug.Assert(Count > 0, "BUG: the last publish cannot have been answered");
        Count--;
    }

    /// <summary>The publish just added has its answer; a ticket says after which commit.</summary>
    public void SettleLast_NeedsLock(ReasonCode reason, long ticket)
    {
        Debug.Assert(Count > 0, "BUG: the last publish cannot have been answered");
        Settle(ref _ring[Slot(Count - 1)], reason, ticket);
    }

    /// <summary>
    /// Settles the oldest that the sink had deferred, as many as it says; those that wait for the store are not counted. Answers the last
    /// ticket that now stands in the way.
    /// </summary>
    public long Complete_NeedsLock(int deferred, ReasonCode reason, Session session)
    {
        long last = 0;
        for (int i = 0; i < Count && deferred > 0; i++)
        {
            ref PendingAck ack = ref _ring[Slot(i)];
            if (ack.State != AckState.Sink) continue;
            deferred--;
            long ticket = ack.Qos == QualityOfService.ExactlyOnce ? session.Answered(ack.PacketId, reason) : 0;
            Settle(ref ack, reason, ticket);
            if (ticket > last) last = ticket;
        }

        return last;
    }

    /// <summary>An earlier connection's publishes were answered: repetitions of them are too. False when one of them was not taken after all.</summary>
    public bool ResolveEarlier_NeedsLock(Session session, ref long ticket)
    {
        for (int i = 0; i < Count; i++)
        {
            ref PendingAck ack = ref _ring[Slot(i)];
            if (ack.State != AckState.Earlier) continue;
            ReceivedState state = session.Received.State(ack.PacketId);
            if (state == ReceivedState.New) return false;
            if (state == ReceivedState.Offered) continue;
            ticket = session.Answered(ack.PacketId, ReasonCode.Success);
            Settle(ref ack, ReasonCode.Success, ticket);
        }

        return true;
    }

    /// <summary>The oldest that the sink had deferred, as many as it says, are lost: the client's next with their identifiers are new.</summary>
    public void Lose_NeedsLock(int deferred, ReceivedIds received)
    {
        for (int i = 0; i < Count && deferred > 0; i++)
        {
            ref PendingAck ack = ref _ring[Slot(i)];
            if (ack.State != AckState.Sink) continue;
            deferred--;
            ack = ack with { State = AckState.Lost };
            if (ack.Qos == QualityOfService.ExactlyOnce) received.Withdraw(ack.PacketId);
        }
    }

    /// <summary>Writes what is settled, up to the first that is not.</summary>
    public void Write_NeedsLock(OutputBuffer output, ProtocolVersion version, StateLog? store)
    {
        while (Count > 0 && IsReady(_ring[_head], store))
        {
            // Without a target the connection is gone; what it would have been told it will ask again.
            Span<byte> target = output.Reserve_NeedsLock(Math.Min(Count, RunMax) * AckEncoder.BytesMax);
            int used = 0;
            int written = 0;
            for (int run = 0; run < RunMax && Count > 0 && IsReady(_ring[_head], store); run++)
            {
                PendingAck ack = _ring[_head];
                _head = (_head + 1) & (_ring.Length - 1);
                Count--;
                if (target.IsEmpty) continue;
                written++;
                PacketType type = ack.Qos == QualityOfService.ExactlyOnce ? PacketType.PubRec : PacketType.PubAck;
                used += AckEncoder.Put(target[used..], type, ack.PacketId, ack.Reason, version);
            }

            if (!target.IsEmpty) output.Commit_NeedsLock(used, written);
        }
    }

    private static bool IsReady(in PendingAck ack, StateLog? store) =>
        ack.State == AckState.Ready || (ack.State == AckState.Store && store!.Commits.IsCommitted(ack.Ticket));

    private static void Settle(ref PendingAck ack, ReasonCode reason, long ticket) =>
        ack = ack with { State = ticket == 0 ? AckState.Ready : AckState.Store, Reason = reason, Ticket = ticket };

    private int Slot(int index) => (_head + index) & (_ring.Length - 1);

    private void Grow()
    {
        var larger = new PendingAck[Math.Max(16, _ring.Length * 2)];
        for (int i = 0; i < Count; i++) larger[i] = _ring[Slot(i)];
        _ring = larger;
        _head = 0;
    }
}
