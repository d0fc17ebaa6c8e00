using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Broker;

/// <summary>Packets into one connection's output, in its version; flushing is the caller's. Callable from any thread.</summary>
internal sealed class ConnectionWriter(OutputBuffer output, BrokerParts parts)
{
    private OutputFigures _figures;

    public OutputBuffer Output { get; } = output;

    /// <summary>What CONNECT said; 3.1.1 before.</summary>
    public ProtocolVersion Version { get; set; } = ProtocolVersion.V311;

    /// <summary>What the client takes at most in one packet; <see cref="uint.MaxValue"/> when it did not say.</summary>
    public uint MaximumPacketBytes { get; private set; } = uint.MaxValue;

    /// <summary>False: the client wants reason strings only where it must take them.</summary>
    private bool WantsProblems { get; set; } = true;

    /// <summary>Null for a client that allows none. Those of an earlier connection are not known on this one [MQTT-3.3.2-7].</summary>
    private TopicAliasTable? Aliases { get; set; }

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

    /// <summary>What CONNECT asks of everything that is written after it.</summary>
    public void Heed(PropertySet? connect)
    {
        MaximumPacketBytes = connect?.MaximumPacketBytes ?? uint.MaxValue;
        WantsProblems = connect?.RequestProblemInformation ?? true;
        int aliasesMax = Math.Min(connect?.TopicAliasMaximum ?? 0, parts.Limits.TopicAliasesToClientMax);
        Aliases = aliasesMax > 0 ? new TopicAliasTable(aliasesMax) : null;
    }

    /// <summary>
    /// Writes a control packet. Its reason string is left out where the client did not ask for it [MQTT-3.1.2-29], and where the packet would
    /// not fit with it [MQTT-3.2.2-19], [MQTT-3.9.2-1], [MQTT-3.14.2-3].
    /// </summary>
    /// <returns>False when it does not fit even so [MQTT-3.1.2-24]: nothing was written.</returns>
    public bool Write(Packet packet)
    {
        bool mayExplain = WantsProblems || packet.Type is PacketType.ConnAck or PacketType.Disconnect;
        if (!mayExplain && packet.Properties is { } properties) properties.ReasonString = null;
        byte[] bytes = PacketEncoder.Encode(packet, Version);
        if (bytes.Length > MaximumPacketBytes && packet.Properties?.ReasonString is not null)
        {
            packet.Properties.ReasonString = null;
            bytes = PacketEncoder.Encode(packet, Version);
        }

        if (bytes.Length > MaximumPacketBytes) return false;
        lock (Output.Gate) Output.Write_NeedsLock(bytes);
        return true;
    }

    /// <summary>What was sent since the last call.</summary>
    public OutputFigures TakeFigures()
    {
        lock (Output.Gate)
        {
            OutputFigures taken = _figures;
            _figures = default;
            return taken;
        }
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
        ushort packetId = delivery.Qos == QualityOfService.AtMostOnce ? (ushort)0 : (ushort)1;
        PublishParts publish = PartsOf(delivery, packetId, duplicate: false, nowMilliseconds);
        if (PublishEncoder.PacketBytes(publish) <= MaximumPacketBytes) return true;
        // A known alias may make the difference; it stays known, so what fits now fits when it is sent.
        lock (Output.Gate) publish.TopicAlias = Aliases?.Find(publish.Topic) ?? 0;
        if (publish.TopicAlias == 0) return false;
        publish.Topic = default;
        return PublishEncoder.PacketBytes(publish) <= MaximumPacketBytes;
    }

    public void Send(in Delivery delivery, ushort packetId, bool duplicate, long nowMilliseconds)
    {
        PublishParts publish = PartsOf(delivery, packetId, duplicate, nowMilliseconds);
        lock (Output.Gate)
        {
            if (Aliases is not null) UseAlias_NeedsLock(Aliases, ref publish);
            PublishEncoder.Write_NeedsLock(Output, publish);
            _figures.Count(delivery.Qos, delivery.Message.Payload.Length);
        }
    }

    /// <summary>
    /// The first time, or after a reconnect: then with the same identifier and DUP [MQTT-3.3.1-1], or PUBREL where PUBREC was already here.
    /// </summary>
    public void Send(in InflightEntry entry)
    {
        if (entry.IsReleased) WriteAck(PacketType.PubRel, entry.PacketId, ReasonCode.Success);
        else Send(entry.Delivery, entry.PacketId, entry.IsAttempted, parts.Clock.NowMilliseconds);
    }

    /// <summary>The first packet of a topic sets its alias, those behind it carry nothing else.</summary>
    private void UseAlias_NeedsLock(TopicAliasTable aliases, ref PublishParts publish)
    {
        ReadOnlySpan<byte> topic = publish.Topic;
        publish.TopicAlias = aliases.Find(topic);
        if (publish.TopicAlias != 0)
        {
            publish.Topic = default;
            return;
        }

        publish.TopicAlias = aliases.Next(topic);
        if (publish.TopicAlias == 0) return;
        // Setting it takes three bytes more, which the client may have no room for.
        if (PublishEncoder.PacketBytes(publish) <= MaximumPacketBytes) aliases.Add(topic);
        else publish.TopicAlias = 0;
    }

    private PublishParts PartsOf(in Delivery delivery, ushort packetId, bool duplicate, long nowMilliseconds) => new()
    {
        Version = Version,
        Topic = delivery.Message.Topic.Span,
        Payload = delivery.Message.Payload.Span,
        Properties = delivery.Message.Properties.Span,
        SubscriptionIdentifiers = delivery.SubscriptionIdentifiers,
        ExpirySeconds = delivery.Message.RemainingSeconds(nowMilliseconds),
        Qos = delivery.Qos,
        Retain = delivery.Retain,
        Duplicate = duplicate,
        PacketId = packetId,
    };
}
