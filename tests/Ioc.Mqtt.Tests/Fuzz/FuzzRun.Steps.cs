using System.Text;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Broker;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <content>What a client may do, well or badly, and what the model expects of it.</content>
internal sealed partial class FuzzRun
{
    private static readonly string[] Topics = ["a", "a/b", "a/c", "b/c", "$x/a", "a/b/c"];
    private static readonly string[] Filters = ["#", "a", "+", "a/b", "a/+", "a/#", "+/c", "+/b/#", "$x/#", "b/c"];
    private static readonly ILookup<bool, LiveVector> Vectors = LiveVector.Load().Where(v => v.IsMalformed).ToLookup(v => v.IsFirst);

    private async Task ConnectAsync(int who)
    {
        ProtocolVersion version = Flip() ? ProtocolVersion.V500 : ProtocolVersion.V311;
        bool isV5 = version == ProtocolVersion.V500;
        var connect = new ConnectPacket
        {
            Version = version,
            ClientId = $"c{who}",
            CleanStart = _random.Next(3) == 0,
            // Only one client keeps alive and only one has delayed wills: two such events of one tick have no order to predict.
            KeepAliveSeconds = who == 0 && Flip() ? (ushort)10 : (ushort)0,
            Will = who == 0 || Flip() ? null : Will(isV5, mayDelay: who == 1),
            Properties = !isV5 ? null : new PropertySet
            {
                SessionExpirySeconds = Flip() ? null : who == 0 || Flip() ? 100_000u : (uint)_random.Next(1, 40),
                ReceiveMaximum = Flip() ? null : (ushort)_random.Next(1, 6),
                TopicAliasMaximum = Flip() ? null : (ushort)_random.Next(4),
            },
        };
        ModelConnection? old = _connections[who];
        var pipe = new PipeConnection(_broker.Broker);
        Tell($"{connect.ClientId} connects with {version}, clean {connect.CleanStart}, expiry {connect.Properties?.SessionExpirySeconds}, "
            + $"window {connect.Properties?.ReceiveMaximum}, keep-alive {connect.KeepAliveSeconds}, will {connect.Will?.Topic} {connect.Will?.Properties?.WillDelaySeconds}");
        Task fed = pipe.FeedAsync(Codec(connect, version));
        if (old is not null) await EndAsync(old, ReasonCode.SessionTakenOver);
        await fed;
        ModelSession session = _model.Take(connect, out bool isPresent);
        int window = Math.Min(connect.Properties?.ReceiveMaximum ?? ushort.MaxValue, Limits.InflightMax);
        var connection = new ModelConnection(pipe, version, session)
        {
            Will = connect.Will,
            KeepAliveSeconds = connect.KeepAliveSeconds,
            AliasesMax = connect.Properties?.TopicAliasMaximum ?? 0,
            LastReceivedMilliseconds = _model.NowMilliseconds,
        };
        connection.Answers.Enqueue($"ConnAck Success {isPresent}");
        session.Attach(connection, window, _model.NowMilliseconds);
        _connections[who] = connection;
    }

    private async Task PublishAsync(ModelConnection connection)
    {
        ModelMessage message = NextMessage(connection.IsV5);
        ushort id = message.Qos == QualityOfService.AtMostOnce ? (ushort)0 : (ushort)_random.Next(1, 6);
        var properties = new PropertySet { MessageExpirySeconds = message.SecondsLeft(_model.NowMilliseconds) };
        string topic = message.Topic;
        ReasonCode? refused = connection.IsV5 && _random.Next(4) == 0 ? UseAlias(connection, properties, ref topic, ref message) : null;
        await SendAsync(
            connection,
            new PublishPacket
            {
                Topic = topic,
                Payload = Encoding.UTF8.GetBytes(message.Text),
                Qos = message.Qos,
                Retain = message.Retain,
                PacketId = id,
                Duplicate = id != 0 && _random.Next(5) == 0,
                Properties = connection.IsV5 ? properties : null,
            },
            $"publishes {topic} ({message.Topic}) '{message.Text}' {message.Qos} as {id}{(message.Retain ? " retained" : "")}");
        HashSet<ushort> received = connection.Session.Received;
        if (refused is null && message.Qos == QualityOfService.ExactlyOnce && !received.Contains(id) && received.Count >= Limits.ReceiveMax)
        {
            refused = ReasonCode.ReceiveMaximumExceeded;
        }

        if (refused is { } reason)
        {
            await EndAsync(connection, reason);
            return;
        }

        if (message.Qos != QualityOfService.ExactlyOnce || received.Add(id)) _model.Publish(message, connection.Session);
        if (id != 0) connection.Answers.Enqueue(connection.Word(message.Qos == QualityOfService.AtLeastOnce ? PacketType.PubAck : PacketType.PubRec, id, ReasonCode.Success));
    }

    /// <summary>Sets an alias, uses one, or uses one that cannot be: then the reason to refuse it.</summary>
    private ReasonCode? UseAlias(ModelConnection connection, PropertySet properties, ref string topic, ref ModelMessage message)
    {
        var alias = (ushort)_random.Next(1, Limits.TopicAliasMax + 2);
        properties.TopicAlias = alias;
        if (alias > Limits.TopicAliasMax) return ReasonCode.TopicAliasInvalid;
        if (Flip())
        {
            connection.OwnAliases[alias] = topic;
            return null;
        }

        topic = "";
        if (!connection.OwnAliases.TryGetValue(alias, out string? known)) return ReasonCode.ProtocolError;
        message = new ModelMessage { Topic = known, Text = message.Text, Qos = message.Qos, Retain = message.Retain, ExpiresAtMilliseconds = message.ExpiresAtMilliseconds };
        return null;
    }

    /// <summary>Acknowledges something under way, as it should be or with a refusal; or something that is not.</summary>
    private async Task AnswerAsync(ModelConnection connection)
    {
        List<ModelInflight> sent = [.. connection.Session.Inflight.Where(entry => entry.IsSent)];
        if (sent.Count == 0 || _random.Next(12) == 0)
        {
            await SendAsync(connection, new AckPacket(PacketType.PubRec) { PacketId = 60_000 }, "PubRec for nothing");
            connection.Answers.Enqueue(connection.Word(PacketType.PubRel, 60_000, ReasonCode.PacketIdentifierNotFound));
            return;
        }

        ModelInflight entry = sent[_random.Next(3) == 0 ? _random.Next(sent.Count) : 0];
        bool isLast = entry.IsReleased || entry.Delivery.Qos == QualityOfService.AtLeastOnce;
        PacketType type = entry.IsReleased ? PacketType.PubComp : isLast ? PacketType.PubAck : PacketType.PubRec;
        bool refuses = connection.IsV5 && !entry.IsReleased && _random.Next(6) == 0;
        var ack = new AckPacket(type) { PacketId = entry.PacketId, Reason = refuses ? ReasonCode.QuotaExceeded : ReasonCode.Success };
        await SendAsync(connection, ack, $"{type} {entry.PacketId} {ack.Reason}");
        if (isLast || refuses)
        {
            connection.Session.Inflight.Remove(entry);
            return;
        }

        entry.IsReleased = true;
        connection.Answers.Enqueue(connection.Word(PacketType.PubRel, entry.PacketId, ReasonCode.Success));
    }

    private async Task ReleaseAsync(ModelConnection connection)
    {
        var id = (ushort)_random.Next(1, 6);
        await SendAsync(connection, new AckPacket(PacketType.PubRel) { PacketId = id }, $"PubRel {id}");
        ReasonCode reason = connection.Session.Received.Remove(id) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
        connection.Answers.Enqueue(connection.Word(PacketType.PubComp, id, reason));
    }

    private async Task SubscribeAsync(ModelConnection connection)
    {
        var entries = new SubscribeEntry[_random.Next(1, 4)];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = new SubscribeEntry(Pick(Filters), (QualityOfService)_random.Next(3))
            {
                NoLocal = connection.IsV5 && _random.Next(4) == 0,
                RetainAsPublished = connection.IsV5 && Flip(),
                RetainHandling = connection.IsV5 ? (RetainHandling)_random.Next(3) : RetainHandling.Send,
            };
        }

        var packet = new SubscribePacket { PacketId = (ushort)_random.Next(1, 65_536), Entries = entries };
        if (connection.IsV5 && Flip())
        {
            packet = packet with { Properties = new PropertySet() };
            packet.Properties.SubscriptionIdentifiers.Add((uint)_random.Next(1, 300));
        }

        await SendAsync(connection, packet, $"subscribes {string.Join(", ", entries.Select(e => $"{e.Filter} {e.Qos}"))} [{packet.Properties?.SubscriptionIdentifiers[0]}]");
        connection.Answers.Enqueue($"SubAck {packet.PacketId} {string.Join(' ', entries.Select(e => (ReasonCode)e.Qos))}");
        _model.Subscribe(connection.Session, packet);
    }

    private async Task UnsubscribeAsync(ModelConnection connection)
    {
        string[] filters = [Pick(Filters), Pick(Filters)];
        await SendAsync(connection, new UnsubscribePacket { PacketId = 77, Filters = filters }, $"unsubscribes {string.Join(", ", filters)}");
        IEnumerable<ReasonCode> reasons =
            [.. filters.Select(f => connection.Session.Subscriptions.Remove(f) ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted)];
        connection.Answers.Enqueue($"UnsubAck 77 {string.Join(' ', connection.IsV5 ? reasons : [])}");
    }

    private async Task PingAsync(ModelConnection connection)
    {
        await SendAsync(connection, new PingPacket(PacketType.PingReq), "pings");
        connection.Answers.Enqueue(nameof(PacketType.PingResp));
    }

    private async Task DisconnectAsync(ModelConnection connection)
    {
        bool withWill = connection.IsV5 && _random.Next(3) == 0;
        uint? expiry = connection.IsV5 && _random.Next(3) == 0 ? Pick([0u, 20u, 100_000u]) : null;
        if (connection.KeepAliveSeconds > 0 && expiry == 20) expiry = 100_000;
        await SendAsync(
            connection,
            new DisconnectPacket
            {
                Reason = withWill ? ReasonCode.DisconnectWithWill : ReasonCode.Success,
                Properties = expiry is null ? null : new PropertySet { SessionExpirySeconds = expiry },
            },
            $"disconnects, will {withWill}, expiry {expiry}");
        if (expiry > 0 && connection.Session.ExpirySeconds == 0)
        {
            await EndAsync(connection, ReasonCode.ProtocolError);
            return;
        }

        if (expiry is { } seconds) connection.Session.ExpirySeconds = Math.Min(seconds, Limits.SessionExpirySecondsMax);
        if (!withWill) connection.Will = null;
        await EndAsync(connection, told: null);
    }

    private async Task DropAsync(ModelConnection connection)
    {
        Tell($"{connection.Session.ClientId} is gone");
        Task dropped = connection.Pipe.DropAsync();
        await EndAsync(connection, told: null);
        await dropped;
    }

    /// <summary>A malformed packet, whole or cut somewhere.</summary>
    private async Task BreakAsync(ModelConnection connection)
    {
        LiveVector vector = Pick([.. Vectors[false].Where(v => v.Answers == connection.Version)]);
        Tell($"{connection.Session.ClientId} sends {vector.Name}");
        int cut = _random.Next(vector.Bytes.Length + 1);
        await connection.Pipe.FeedAsync(vector.Bytes.AsMemory(0, cut));
        await connection.Pipe.FeedAsync(vector.Bytes.AsMemory(cut));
        await EndAsync(connection, vector.Code);
    }

    private async Task SecondConnectAsync(ModelConnection connection)
    {
        await SendAsync(connection, new ConnectPacket { Version = connection.Version, ClientId = "c9", CleanStart = true }, "connects twice");
        await EndAsync(connection, ReasonCode.ProtocolError);
    }

    /// <summary>A stranger whose CONNECT is malformed, or who begins with something else: nobody else may notice.</summary>
    private async Task BadConnectAsync()
    {
        LiveVector vector = Pick([.. Vectors[true], .. Vectors[false].Take(20)]);
        Tell($"a stranger sends {vector.Name}");
        var pipe = new PipeConnection(_broker.Broker);
        await pipe.FeedAsync(vector.Bytes);
        await pipe.EndAsync(vector.Answers);
    }

    private ModelMessage NextMessage(bool canExpire)
    {
        bool retain = _random.Next(3) == 0;
        long expires = canExpire && _random.Next(3) == 0 ? _model.NowMilliseconds + (_random.Next(1, 30) * 1000L) : long.MaxValue;
        return new ModelMessage
        {
            Topic = Pick(Topics),
            Text = retain && _random.Next(4) == 0 ? "" : $"{++_messages}",
            Qos = (QualityOfService)_random.Next(3),
            Retain = retain,
            ExpiresAtMilliseconds = expires,
        };
    }

    private WillMessage Will(bool isV5, bool mayDelay) => new()
    {
        Topic = Pick(Topics),
        Payload = Encoding.UTF8.GetBytes($"will {++_messages}"),
        Qos = (QualityOfService)_random.Next(3),
        Retain = Flip(),
        Properties = !isV5 || Flip() ? null : new PropertySet
        {
            WillDelaySeconds = mayDelay && Flip() ? (uint)_random.Next(1, 20) : null,
            MessageExpirySeconds = Flip() ? (uint)_random.Next(1, 20) : null,
        },
    };

    private bool Flip() => _random.Next(2) == 0;

    private T Pick<T>(T[] all) => all[_random.Next(all.Length)];
}
