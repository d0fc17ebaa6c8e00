using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>Packets into one connection's output, in its version; flushing is the caller's. Callable from any thread.</summary>
internal sealed class ConnectionWriter(OutputBuffer output, BrokerParts parts)
{
    public OutputBuffer Output { get; } = output;

    /// <summary>What CONNECT said; 3.1.1 before.</summary>
    public ProtocolVersion Version { get; set; } = ProtocolVersion.V311;

    /// <summary>What the client takes at most in one packet; <see cref="uint.MaxValue"/> when it did not say.</summary>
    public uint MaximumPacketBytes { get; set; } = uint.MaxValue;

    /// <summary>Where what waits for a commit is entered; there for a session that is kept.</summary>
    public CommitWaits? Waits { get; set; }

    /// <summary>False while the client reads slower than we write: messages then wait in the session, not in the connection.</summary>
    public bool CanSend
    {
        get
        {
            lock (Output.Gate) return Output.HasRoom_NeedsLock();
        }
    }

    public void Write(Packet packet)
    {
        byte[] bytes = PacketEncoder.Encode(packet, Version);
        lock (Output.Gate) Output.Write_NeedsLock(bytes);
    }

    public void WriteAck(PacketType type, ushort packetId, ReasonCode reason)
    {
        lock (Output.Gate) AckEncoder.Write_NeedsLock(Output, type, packetId, reason, Version);
    }

    public void WritePingResp()
    {
        lock (Output.Gate) Output.Write_NeedsLock([FixedHeader.For(PacketType.PingResp), 0]);
    }

    public bool Fits(in Delivery delivery, long nowMilliseconds)
    {
        if (MaximumPacketBytes == uint.MaxValue) return true;
        return PublishEncoder.PacketBytes(PartsOf(delivery, packetId: 1, duplicate: false, nowMilliseconds)) <= MaximumPacketBytes;
    }

    public void Send(in Delivery delivery, ushort packetId, bool duplicate, long nowMilliseconds)
    {
        PublishParts publish = PartsOf(delivery, packetId, duplicate, nowMilliseconds);
        lock (Output.Gate) PublishEncoder.Write_NeedsLock(Output, publish);
        parts.Metrics.CountOut(delivery.Qos);
    }

    /// <summary>
    /// The first time, or after a reconnect: then with the same identifier and DUP [MQTT-3.3.1-1], or PUBREL where PUBREC was already here.
    /// </summary>
    public void Send(in InflightEntry entry)
    {
        if (entry.IsReleased) WriteAck(PacketType.PubRel, entry.PacketId, ReasonCode.Success);
        else Send(entry.Delivery, entry.PacketId, entry.IsAttempted, parts.Clock.NowMilliseconds);
    }

    private PublishParts PartsOf(in Delivery delivery, ushort packetId, bool duplicate, long nowMilliseconds) => new()
    {
        Version = Version,
        Topic = delivery.Message.Topic,
        Payload = delivery.Message.Payload.Span,
        Properties = delivery.Message.Properties,
        SubscriptionIdentifiers = delivery.SubscriptionIdentifiers,
        ExpirySeconds = delivery.Message.RemainingSeconds(nowMilliseconds),
        Qos = delivery.Qos,
        Retain = delivery.Retain,
        Duplicate = duplicate,
        PacketId = packetId,
    };
}
