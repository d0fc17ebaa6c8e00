using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Persistence;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// What of one connection waits for the store: PUBREL and PUBCOMP held here, acknowledgements in its <see cref="AckQueue"/>, and messages
/// in its session's window. Made for a connection when it first waits.
/// </summary>
/// <remarks>Its number of held packets is bounded by what is read between two commits, which the store bounds.</remarks>
internal sealed class CommitWaits(BrokerConnection connection, StateLog store) : IStoreListener
{
    /// <summary>In the order of their tickets, near enough: one entered late waits for the commit after its own. Guarded by the output's lock.</summary>
    private readonly Queue<HeldPacket> _held = new();

    public long EnteredFor { get; set; }

    /// <summary>The packet leaves after this commit.</summary>
    public void Hold(long ticket, PacketType type, ushort packetId, ReasonCode reason)
    {
        lock (connection.Output.Gate) _held.Enqueue(new HeldPacket(ticket, type, packetId, reason));
        Wait(ticket);
    }

    /// <summary>Has this connection told of the commit; at once when it has been.</summary>
    public void Wait(long ticket)
    {
        if (!store.Commits.TryWait(this, ticket)) Committed(ticket);
    }

    public void Committed(long ticket)
    {
        OutputBuffer output = connection.Output;
        lock (output.Gate)
        {
            while (_held.TryPeek(out HeldPacket held) && store.Commits.IsCommitted(held.Ticket))
            {
                _held.Dequeue();
                AckEncoder.Write_NeedsLock(output, held.Type, held.PacketId, held.Reason, connection.Version);
            }
        }

        connection.WriteAcks();
        FlushBatch batch = FlushBatch.Current;
        batch.Add(output);
        connection.Session?.Resume(batch);
        batch.Flush();
    }

    public void CommitFailed() => connection.RequestClose(CloseReason.StoreFailed, ReasonCode.ServerBusy);
}
