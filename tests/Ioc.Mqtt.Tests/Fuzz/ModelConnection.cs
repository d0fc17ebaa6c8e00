using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>One connection of a fuzzed client: the real one, and the answers that the model wants to hear on it next.</summary>
internal sealed class ModelConnection(PipeConnection pipe, ProtocolVersion version, ModelSession session)
{
    private readonly Dictionary<int, string> _aliases = [];

    public PipeConnection Pipe { get; } = pipe;

    public ProtocolVersion Version { get; } = version;

    public ModelSession Session { get; } = session;

    public WillMessage? Will { get; set; }

    public int KeepAliveSeconds { get; init; }

    /// <summary>Aliases the broker may use towards this client.</summary>
    public int AliasesMax { get; init; }

    public long LastReceivedMilliseconds { get; set; }

    /// <summary>Aliases this client has set.</summary>
    public Dictionary<ushort, string> OwnAliases { get; } = [];

    /// <summary>Answers wanted, in order, in words.</summary>
    public Queue<string> Answers { get; } = new();

    public bool IsEnding { get; set; }

    public bool IsV5 => Version == ProtocolVersion.V500;

    /// <summary>Null when everything heard was right and nothing is missing.</summary>
    public string? Check(long now)
    {
        foreach (Packet packet in Pipe.Heard(Version))
        {
            string? wrong = packet is PublishPacket publish ? CheckPublish(publish, now) : CheckAnswer(packet);
            if (wrong is not null) return $"{Session.ClientId}: {wrong}";
        }

        if (Answers.Count > 0) return $"{Session.ClientId}: no answer {Answers.Peek()}";
        if (IsEnding != Pipe.IsEnded) return $"{Session.ClientId}: the connection {(IsEnding ? "goes on" : "has ended")}";
        return Session.Connection == this && Session.Overdue(now) is { } overdue ? $"{Session.ClientId}: {overdue}" : null;
    }

    public string Word(PacketType type, int packetId, ReasonCode reason) => $"{type} {packetId} {(IsV5 ? reason : ReasonCode.Success)}";

    private static string Describe(Packet packet) => packet switch
    {
        ConnAckPacket ack => $"ConnAck {ack.Reason} {ack.SessionPresent}",
        // Whether anybody subscribed may be said or not (5.0 §3.4.2.1).
        AckPacket ack => $"{ack.Type} {ack.PacketId} {(ack.Reason == ReasonCode.NoMatchingSubscribers ? ReasonCode.Success : ack.Reason)}",
        SubAckPacket ack => $"SubAck {ack.PacketId} {string.Join(' ', ack.Reasons)}",
        UnsubAckPacket ack => $"UnsubAck {ack.PacketId} {string.Join(' ', ack.Reasons)}",
        DisconnectPacket end => $"Disconnect {end.Reason}",
        _ => packet.Type.ToString(),
    };

    private string? CheckAnswer(Packet packet)
    {
        string heard = Describe(packet);
        if (Answers.TryPeek(out string? wanted) && wanted == heard)
        {
            Answers.Dequeue();
            return null;
        }

        if (packet is AckPacket { Type: PacketType.PubRel } release) return Session.JudgeRelease(release.PacketId);
        return $"heard {heard} instead of {wanted ?? "nothing"}";
    }

    private string? CheckPublish(PublishPacket publish, long now)
    {
        if (Answers.TryPeek(out string? first) && first.StartsWith("ConnAck", StringComparison.Ordinal)) return "a PUBLISH before CONNACK";
        string topic = publish.Topic;
        if (publish.Properties?.TopicAlias is { } alias)
        {
            if (alias > AliasesMax) return $"alias {alias} of at most {AliasesMax}";
            if (topic.Length > 0) _aliases[alias] = topic;
            else if (!_aliases.TryGetValue(alias, out topic!)) return $"alias {alias} was never set";
        }

        return Session.Judge(publish, topic, Version, now);
    }
}
