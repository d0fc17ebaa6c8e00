using System.Text;
using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>Any valid packet, from a seed: the same seed gives the same packet.</summary>
internal sealed class PacketGenerator(Random random, ProtocolVersion version)
{
    private static readonly string[] Letters = ["a", "b", "/", "-", "é", "地", "😀", "ộ", " ", "$"];

    private bool IsV5 => version == ProtocolVersion.V500;

    public Packet Next() => random.Next(IsV5 ? 15 : 14) switch
    {
        0 => Connect(),
        1 => ConnAck(),
        2 or 3 => Publish(),
        4 => Ack(PacketType.PubAck, ReasonCode.QuotaExceeded),
        5 => Ack(PacketType.PubRec, ReasonCode.NotAuthorized),
        6 => Ack(PacketType.PubRel, ReasonCode.PacketIdentifierNotFound),
        7 => Ack(PacketType.PubComp, ReasonCode.PacketIdentifierNotFound),
        8 => Subscribe(),
        9 => new SubAckPacket { PacketId = Id(), Reasons = [(ReasonCode)random.Next(3), ReasonCode.UnspecifiedError], Properties = Answer() },
        10 => new UnsubscribePacket { PacketId = Id(), Filters = [Filter(), Filter()], Properties = User() },
        11 => new UnsubAckPacket { PacketId = Id(), Reasons = IsV5 ? [ReasonCode.Success, ReasonCode.NoSubscriptionExisted] : [], Properties = Answer() },
        12 => new PingPacket(random.Next(2) == 0 ? PacketType.PingReq : PacketType.PingResp),
        13 => new DisconnectPacket { Reason = IsV5 && Flip() ? ReasonCode.DisconnectWithWill : ReasonCode.Success, Properties = Answer() },
        _ => new AuthPacket { Reason = ReasonCode.ContinueAuthentication, Properties = new PropertySet { AuthenticationMethod = Text(), AuthenticationData = Bytes() } },
    };

    private ConnectPacket Connect() => new()
    {
        Version = version,
        ClientId = Text(),
        CleanStart = Flip(),
        KeepAliveSeconds = (ushort)random.Next(65_536),
        UserName = "u" + Text(),
        Password = Flip() ? Bytes() : null,
        Will = Flip() ? null : new WillMessage
        {
            Topic = Topic(),
            Payload = Bytes(),
            Qos = (QualityOfService)random.Next(3),
            Retain = Flip(),
            Properties = Set(p =>
            {
                p.WillDelaySeconds = Number();
                p.MessageExpirySeconds = Number();
                p.CorrelationData = Bytes();
            }),
        },
        Properties = Set(p =>
        {
            p.SessionExpirySeconds = Number();
            p.ReceiveMaximum = Id();
            p.MaximumPacketBytes = 1 + Number();
            p.RequestProblemInformation = Flip();
        }),
    };

    private ConnAckPacket ConnAck()
    {
        bool present = Flip();
        return new ConnAckPacket
        {
            SessionPresent = present,
            Reason = present ? ReasonCode.Success : ReasonCode.NotAuthorized,
            Properties = Set(p =>
            {
                p.AssignedClientId = Text();
                p.ServerKeepAliveSeconds = Id();
                p.ReasonString = Text();
                p.SharedSubscriptionAvailable = Flip();
            }),
        };
    }

    private PublishPacket Publish()
    {
        var qos = (QualityOfService)random.Next(3);
        bool acknowledged = qos != QualityOfService.AtMostOnce;
        return new PublishPacket
        {
            Topic = Topic(),
            Payload = Bytes(),
            Qos = qos,
            Retain = Flip(),
            Duplicate = acknowledged && Flip(),
            PacketId = acknowledged ? Id() : (ushort)0,
            Properties = Set(p =>
            {
                p.PayloadIsUtf8 = Flip();
                p.MessageExpirySeconds = Number();
                p.ContentType = Text();
                p.ResponseTopic = Topic();
                p.TopicAlias = Id();
                p.SubscriptionIdentifiers.Add((uint)random.Next(1, 268_435_456));
            }),
        };
    }

    private AckPacket Ack(PacketType type, ReasonCode failure) =>
        new(type) { PacketId = Id(), Reason = IsV5 && Flip() ? failure : ReasonCode.Success, Properties = Answer() };

    private SubscribePacket Subscribe() => new()
    {
        PacketId = Id(),
        Entries =
        [
            new SubscribeEntry(Filter(), (QualityOfService)random.Next(3)),
            new SubscribeEntry(Filter(), (QualityOfService)random.Next(3))
            {
                NoLocal = IsV5 && Flip(),
                RetainAsPublished = IsV5 && Flip(),
                RetainHandling = IsV5 ? (RetainHandling)random.Next(3) : RetainHandling.Send,
            },
        ],
        Properties = Set(p => p.SubscriptionIdentifiers.Add((uint)random.Next(1, 1000))),
    };

    private PropertySet? Answer() => Set(p => p.ReasonString = Text());

    private PropertySet? User() => Set(_ => { });

    private PropertySet? Set(Action<PropertySet> fill)
    {
        if (!IsV5 || Flip()) return null;
        var set = new PropertySet();
        fill(set);
        set.UserProperties.Add(new UserProperty(Text(), Text()));
        return set;
    }

    private bool Flip() => random.Next(2) == 0;

    private ushort Id() => (ushort)random.Next(1, 65_536);

    private uint Number() => (uint)random.Next();

    private byte[] Bytes()
    {
        byte[] bytes = new byte[random.Next(4) == 0 ? random.Next(20_000) : random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Topic() => "t" + Text();

    private string Filter() => random.Next(3) switch { 0 => "#", 1 => "+/" + Topic(), _ => Topic() + "/#" };

    private string Text()
    {
        var text = new StringBuilder();
        for (int left = random.Next(12); left > 0; left--) text.Append(Letters[random.Next(Letters.Length)]);
        return text.ToString();
    }
}
